const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'editor', knobs: [knob.on('read-only', false), knob.text('placeholder', 'placeholder 占位')] }));
