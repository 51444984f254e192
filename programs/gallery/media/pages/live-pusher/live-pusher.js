const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'live-pusher', knobs: [knob.text('url', ''), knob.one('mode', ['RTC', 'SD', 'HD', 'FHD']), knob.on('autopush', false), knob.on('muted', false), knob.on('enable-camera', true), knob.number('beauty', [0, 9, 1], 0)] }));
