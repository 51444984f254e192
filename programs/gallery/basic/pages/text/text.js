const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'text',
  knobs: [
    knob.on('user-select', false),
    knob.one('space', ['', 'ensp', 'emsp', 'nbsp']),
    knob.on('decode', true),
    knob.one('overflow', ['visible', 'clip', 'ellipsis', 'fade']),
    knob.one('max-lines', [0, 1, 2]),
  ],
}));
