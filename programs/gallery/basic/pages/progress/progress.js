const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'progress',
  knobs: [
    knob.number('percent', [0, 100, 5], 40),
    knob.on('show-info', true),
    knob.on('active', true),
    knob.one('active-mode', ['backwards', 'forwards']),
    knob.number('duration', [5, 60, 5], 30),
    knob.number('stroke-width', [2, 30, 2], 6),
    knob.number('border-radius', [0, 20, 2], 4),
    knob.number('font-size', [10, 30, 2], 16),
    knob.one('active-color', ['#6a57e0', '#0f9d78']),
    knob.one('background-color', ['#ebebf2', '#ffd9c2']),
  ],
  data: { shown: true },
  onLoad() { this.setData({ again: i18n.pick(['重放', 'Again']) }); },
  methods: {
    onAgain() { this.setData({ shown: false }, () => this.setData({ shown: true })); },
  },
}));
