const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'cover-image', knobs: [knob.one('src', ['/images/scene.png', '/images/icon.png', '/images/missing.png'])] }));
