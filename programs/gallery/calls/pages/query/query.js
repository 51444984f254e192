const { demo } = require('../../../utils/demo');

const ASKS = {
  boundingClientRect: (q) => q.select('#target').boundingClientRect(),
  'selectAll boxes': (q) => q.selectAll('.target').boundingClientRect(),
  viewport: (q) => q.selectViewport().boundingClientRect(),
  'viewport scroll': (q) => q.selectViewport().scrollOffset(),
  scrollOffset: (q) => q.select('#scroller').scrollOffset(),
  'fields: all': (q) => q.select('#target').fields({ id: true, dataset: true, mark: true, rect: true, size: true, scrollOffset: true, properties: ['hoverClass'], computedStyle: ['margin', 'backgroundColor', 'display'] }),
  'fields: input': (q) => q.select('#typed').fields({ properties: ['value', 'placeholder'], size: true }),
  'canvas node': (q) => q.select('#paper').fields({ node: true, size: true }),
  'video context': (q) => q.select('#film').context(),
  'scroll-view node': (q) => q.select('#scroller').node(),
  'nothing → null': (q) => q.select('#nobody').boundingClientRect(),
  'three at once': (q) => { q.select('#target').boundingClientRect(); q.selectAll('.target').fields({ id: true }); q.selectViewport().scrollOffset(); },
  'in component': (q, page) => q.in(page.selectComponent('#record')).select('.record-head').boundingClientRect(),
  '>>> part': (q) => q.select('#record >>> .record-head').boundingClientRect(),
};

Page(demo({
  name: 'query',
  title: ['节点查询', 'Selector query'],
  data: { asks: Object.keys(ASKS), lines: [1, 2, 3, 4, 5] },
  methods: {
    onAsk(e) {
      const name = e.currentTarget.dataset.name;
      const query = wx.createSelectorQuery();
      ASKS[name](query, this);
      query.exec((res) => this.log(name, res));
    },
  },
}));
