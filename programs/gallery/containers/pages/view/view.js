const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'view',
  knobs: [
    knob.one('hover-class', ['pressed', 'none', 'view-hover']),
    knob.number('hover-start-time', [0, 500, 50], 50),
    knob.number('hover-stay-time', [0, 1000, 100], 400),
    knob.on('hover-stop-propagation', false),
  ],
  methods: {
    onOuter(e) { this.log(e.type, 'outer ← ' + e.target.id); },
    onInner(e) { this.log(e.type, 'inner ← ' + e.target.id); },
    onCapture(e) { this.log('capture:' + e.type, e.currentTarget.id + ' ← ' + e.target.id); },
    onMark(e) { this.log(e.type, { mark: e.mark, dataset: e.currentTarget.dataset, target: e.target.dataset }); },
  },
}));
