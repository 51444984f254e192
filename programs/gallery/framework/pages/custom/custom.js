const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'custom',
  title: ['自定义组件', 'Custom components'],
  data: { first: 2, second: 3, both: 'model', items: ['a', 'b', 'c'], chosen: 'a' },
  onLoad() { this.setData({ words: { add: i18n.pick(['加一项', 'Add']), drop: i18n.pick(['减一项', 'Remove']), ask: i18n.pick(['调用方法', 'Call a method']) } }); },
  methods: {
    onFirst() { this.setData({ first: this.data.first + 1 }); },
    onSecond() { this.setData({ second: this.data.second + 1 }); },
    onChoose(e) { this.onEvent(e); this.setData({ chosen: e.detail.key }); },
    onAdd() { this.setData({ items: this.data.items.concat('abcdefgh'[this.data.items.length] || 'z') }); },
    onDrop() { this.setData({ items: this.data.items.slice(0, -1) }); },
    onAsk() {
      const adder = this.selectComponent('#adder');
      this.log('selectComponent', adder ? { sum: adder.data.sum, twice: adder.twice(21), is: adder.is, id: adder.id, seen: adder.data.seen } : 'null');
      this.log('selectAllComponents', String(this.selectAllComponents('.item').length));
    },
    onBubble(e) { this.log(e.type, 'bubbled to the page ' + JSON.stringify(e.detail)); },
  },
}));
