const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'channel-video', knobs: [knob.text('feed-id', ''), knob.text('finder-user-name', ''), knob.on('autoplay', false), knob.on('loop', false), knob.one('object-fit', ['contain', 'fill', 'cover'])] }));
