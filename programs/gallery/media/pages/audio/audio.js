const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'audio', knobs: [knob.on('controls', true), knob.on('loop', false), knob.text('src', '/media/files/tone.mp3'), knob.text('name', 'tone'), knob.text('author', 'Tiffin')] }));
