const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'cover-view', knobs: [knob.number('scroll-top', [0, 300, 20], 0)], data: { lines: [1, 2, 3, 4, 5, 6, 7, 8] } }));
