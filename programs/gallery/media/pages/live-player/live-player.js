const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'live-player', knobs: [knob.text('src', ''), knob.one('mode', ['live', 'RTC']), knob.on('autoplay', true), knob.on('muted', false), knob.one('orientation', ['vertical', 'horizontal']), knob.one('object-fit', ['contain', 'fillCrop'])] }));
