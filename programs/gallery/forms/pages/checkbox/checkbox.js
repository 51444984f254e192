const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'checkbox', knobs: [knob.on('checked', true), knob.on('disabled', false), knob.one('color', ['', '#6a57e0', '#d9632a']), knob.text('value', 'a')] }));
