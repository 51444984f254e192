// The head of a component's page: its name, what it is for, and whether canIUse knows it.
const components = require('../../data/components');
const i18n = require('../../utils/i18n');

Component({
  options: { addGlobalClass: true },
  properties: { name: { type: String, value: '' } },
  data: { text: '', known: false, mark: '' },
  lifetimes: {
    attached() {
      const found = components.find(this.data.name);
      const known = !!found && !found.template && wx.canIUse(this.data.name);
      const t = i18n.strings();
      this.setData({
        text: found ? i18n.pick(found.text) : '',
        known: known,
        mark: 'canIUse: ' + (found && found.template ? t.kinds.value : known ? t.there : t.absent),
        template: !!found && !!found.template,
      });
    },
  },
});
