const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'block',
  knobs: [knob.number('n', [0, 3, 1], 1), knob.on('hidden', false)],
  data: { list: ['a', 'b', 'c'], object: { x: 1, y: 2 }, people: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Lin' }, { id: 3, name: 'Mei' }], html: '<b>&amp;' },
  methods: {
    onReverse() { this.setData({ people: this.data.people.slice().reverse() }); },
    onAdd() { const id = Date.now(); this.setData({ people: [{ id, name: 'new' }].concat(this.data.people) }); },
  },
}));
