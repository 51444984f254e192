const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'match-media',
  knobs: [knob.number('min-width', [100, 1000, 50], 300), knob.number('max-width', [100, 1000, 50], 600), knob.one('orientation', ['portrait', 'landscape'])],
}));
