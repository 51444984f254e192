// Attributes that can be changed while one looks. It says what is wanted by `change` { key, name, value }.
const i18n = require('../../utils/i18n');

Component({
  options: { addGlobalClass: true },
  properties: { list: { type: Array, value: [] }, values: { type: Object, value: {} } },
  data: { title: '' },
  lifetimes: {
    attached() {
      this.setData({ title: i18n.strings().attributes });
    },
  },
  methods: {
    say(index, value) {
      const knob = this.data.list[index];
      this.triggerEvent('change', { key: knob.key, name: knob.name, value: value });
    },
    onOne(e) {
      const at = e.currentTarget.dataset;
      this.say(at.index, this.data.list[at.index].options[at.option]);
    },
    onSwitch(e) {
      this.say(e.currentTarget.dataset.index, e.detail.value);
    },
    onNumber(e) {
      this.say(e.currentTarget.dataset.index, e.detail.value);
    },
    onText(e) {
      this.say(e.currentTarget.dataset.index, e.detail.value);
    },
  },
});
