const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'movable-view',
  knobs: [
    knob.one('direction', ['all', 'vertical', 'horizontal', 'none']),
    knob.on('inertia', false),
    knob.on('out-of-bounds', false),
    knob.on('disabled', false),
    knob.on('animation', true),
    knob.number('damping', [1, 100, 1], 20),
    knob.number('friction', [1, 20, 1], 2),
    knob.on('scale', true),
    knob.number('scale-min', [0.5, 1, 0.1], 0.5),
    knob.number('scale-max', [1, 10, 1], 4),
    knob.number('scale-value', [0.5, 4, 0.5], 1),
  ],
  data: { x: 20, y: 20 },
  onLoad() { this.setData({ move: i18n.pick(['移到 (150, 80)', 'Move to (150, 80)']) }); },
  methods: {
    onMove() { this.setData({ x: this.data.x === 150 ? 20 : 150, y: this.data.y === 80 ? 20 : 80 }); },
  },
}));
