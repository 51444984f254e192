const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'navigation-bar',
  knobs: [knob.text('title', 'navigation-bar'), knob.on('loading', false), knob.one('front-color', ['#000000', '#ffffff']), knob.one('background-color', ['#ffd479', '#5a46d6']), knob.number('color-animation-duration', [0, 2000, 200], 400), knob.one('color-animation-timing-func', ['linear', 'easeIn', 'easeOut', 'easeInOut'])],
}));
