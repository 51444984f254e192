const { demo, knob } = require('../../../utils/demo');
const opened = require('../../utils/opened');

Page(demo({
  name: 'modal',
  knobs: [knob.text('title', 'Tiffin'), knob.on('no-cancel', false)],
  ...opened,
}));
