const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'toast',
  knobs: [knob.number('duration', [500, 5000, 500], 1500)],
  data: { hidden: true },
  methods: {
    show() { this.setData({ hidden: false }); },
    close(event) {
      this.setData({ hidden: true });
      this.onEvent(event);
    },
  },
}));
