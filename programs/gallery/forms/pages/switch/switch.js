const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'switch', knobs: [knob.on('checked', true), knob.on('disabled', false), knob.one('type', ['switch', 'checkbox']), knob.one('color', ['', '#6a57e0', '#d9632a'])] }));
