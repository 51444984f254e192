const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'picker-view-column',
  knobs: [knob.number('columns', [1, 3, 1], 2), knob.number('items', [1, 20, 1], 6)],
  data: { value: [0, 0, 0], columns: [0, 1, 2], many: Array.from({ length: 20 }, (_, i) => i) },
}));
