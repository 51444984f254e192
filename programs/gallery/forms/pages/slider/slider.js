const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'slider',
  knobs: [
    knob.text('value', '30'), knob.text('min', '0'), knob.text('max', '100'), knob.text('step', '1'),
    knob.on('disabled', false), knob.on('show-value', true), knob.one('block-size', [12, 20, 28]),
    knob.one('block-color', ['#ffffff', '#6a57e0']), knob.one('active-color', ['#6a57e0', '#d9632a']), knob.one('background-color', ['#dcdce6', '#ffd9c2']),
  ],
}));
