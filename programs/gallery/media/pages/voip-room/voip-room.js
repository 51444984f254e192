const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'voip-room', knobs: [knob.text('openid', ''), knob.one('mode', ['camera', 'video', 'screen']), knob.one('device-position', ['front', 'back'])] }));
