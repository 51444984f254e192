const { demo, knob } = require('../../../utils/demo');

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

Page(demo({
  name: 'picker-view',
  knobs: [knob.one('indicator-style', ['height: 50px', 'height: 50px; background: rgba(106, 87, 224, .15)']), knob.one('mask-style', ['', 'background-image: none']), knob.on('immediate-change', false)],
  data: { years: range(2000, 2030), months: range(1, 12), days: range(1, 31), value: [26, 1, 13] },
  methods: {
    onChange(e) { this.onEvent(e); this.setData({ value: e.detail.value }); },
    onSet() { this.setData({ value: [0, 0, 0] }); },
  },
}));
