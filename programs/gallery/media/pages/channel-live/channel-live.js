const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'channel-live', knobs: [knob.text('feed-id', ''), knob.text('finder-user-name', '')] }));
