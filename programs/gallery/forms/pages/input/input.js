const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'input',
  knobs: [
    knob.one('type', ['text', 'number', 'idcard', 'digit', 'safe-password', 'nickname']),
    knob.on('password', false), knob.on('disabled', false), knob.on('focus', false),
    knob.number('maxlength', [-1, 40, 1], 20),
    knob.one('confirm-type', ['done', 'send', 'search', 'next', 'go']), knob.on('confirm-hold', false),
    knob.number('cursor-spacing', [0, 100, 10], 0), knob.on('adjust-position', true),
    knob.text('placeholder', 'placeholder 占位'),
  ],
  data: { upper: '', value: 'setData' },
  methods: {
    // The value that an input handler returns takes the typed one's place.
    onUpper(e) {
      this.onEvent(e);
      return e.detail.value.toUpperCase();
    },
    onDigits(e) {
      this.onEvent(e);
      return { value: e.detail.value.replace(/\D/g, ''), cursor: e.detail.cursor };
    },
    onSet() { this.setData({ value: 'set ' + Date.now() % 1000 }); },
    onKeep() { this.setData({ value: '' }); },
  },
}));
