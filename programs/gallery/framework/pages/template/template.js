const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'template',
  data: { people: [{ name: 'Ada', age: 36 }, { name: 'Lin', age: 29 }], one: { name: 'Mei', age: 41 }, which: 'card', tree: { name: 'root', children: [{ name: 'a', children: [{ name: 'a1', children: [] }] }, { name: 'b', children: [] }] }, total: 0 },
  methods: {
    onTap(e) { this.onEvent(e); this.setData({ total: this.data.total + 1 }); },
    onWhich() { this.setData({ which: this.data.which === 'card' ? 'line' : 'card' }); },
  },
}));
