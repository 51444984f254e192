const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'page-meta',
  knobs: [
    knob.one('page-style', ['', 'background: #2b2066; color: #fff', 'overflow: hidden']),
    knob.one('root-font-size', ['', '16px', '24px']), knob.one('page-font-size', ['', '12px', '22px']),
    knob.one('background-text-style', ['dark', 'light']), knob.one('background-color', ['', '#ffe9c4']), knob.one('root-background-color', ['', '#ffe9c4']),
    knob.one('scroll-top', ['', '0px', '300px']), knob.number('scroll-duration', [0, 1000, 100], 300),
  ],
}));
