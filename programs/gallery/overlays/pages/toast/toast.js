const { demo, knob } = require('../../../utils/demo');
const opened = require('../../utils/opened');

Page(demo({
  name: 'toast',
  knobs: [knob.number('duration', [500, 5000, 500], 1500)],
  ...opened,
}));
