const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'swiper',
  knobs: [
    knob.on('indicator-dots', true),
    knob.on('autoplay', false),
    knob.on('circular', true),
    knob.on('vertical', false),
    knob.number('current', [0, 3, 1], 0),
    knob.number('interval', [1000, 6000, 500], 2000),
    knob.number('duration', [0, 2000, 100], 500),
    knob.one('previous-margin', ['0px', '30rpx', '60px']),
    knob.one('next-margin', ['0px', '30rpx', '60px']),
    knob.one('display-multiple-items', [1, 2, 3]),
    knob.one('easing-function', ['default', 'linear', 'easeInCubic', 'easeOutCubic', 'easeInOutCubic']),
    knob.one('indicator-color', ['rgba(255,255,255,.4)', '#ffd479']),
    knob.one('indicator-active-color', ['#ffffff', '#ff5a36']),
  ],
  data: { items: ['a', 'b', 'c', 'd'] },
  methods: {
    onMove() {},
  },
}));
