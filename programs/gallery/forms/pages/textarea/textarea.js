const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'textarea',
  knobs: [
    knob.on('auto-height', false), knob.on('disabled', false), knob.on('focus', false), knob.on('show-confirm-bar', true), knob.on('disable-default-padding', false),
    knob.number('maxlength', [-1, 300, 10], 140), knob.one('confirm-type', ['return', 'done', 'send']), knob.text('placeholder', 'placeholder 占位'),
  ],
  data: { length: 0 },
  methods: {
    onInput(e) {
      this.onEvent(e);
      this.setData({ length: e.detail.value.length });
    },
  },
}));
