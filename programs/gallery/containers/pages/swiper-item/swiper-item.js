const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'swiper-item',
  knobs: [knob.one('current-item-id', ['first', 'second', 'third']), knob.number('items', [1, 6, 1], 3), knob.on('skip-hidden-item-layout', false)],
  data: { names: ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'], tints: ['a', 'b', 'c', 'd', 'a', 'b'] },
}));
