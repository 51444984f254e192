const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'movable-area', knobs: [knob.on('scale-area', false)] }));
