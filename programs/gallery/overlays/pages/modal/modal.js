const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'modal',
  knobs: [knob.text('title', 'Tiffin'), knob.on('no-cancel', false)],
  data: { hidden: true },
  methods: {
    show() { this.setData({ hidden: false }); },
    close(event) {
      this.setData({ hidden: true });
      this.onEvent(event);
    },
  },
}));
