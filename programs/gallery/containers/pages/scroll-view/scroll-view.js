const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'scroll-view',
  knobs: [
    knob.on('scroll-with-animation', true),
    knob.on('enable-flex', false),
    knob.on('show-scrollbar', true),
    knob.on('enhanced', true),
    knob.number('upper-threshold', [0, 200, 10], 50),
    knob.number('lower-threshold', [0, 200, 10], 50),
    knob.one('scroll-into-view', ['', 'row-0', 'row-5', 'row-11']),
    knob.number('scroll-top', [0, 900, 50], 0),
    knob.on('refresher-enabled', true),
    knob.one('refresher-default-style', ['black', 'white', 'none']),
  ],
  data: { rows: Array.from({ length: 12 }, (_, i) => ({ id: 'row-' + i, tint: 'tint-' + 'abcd'[i % 4] })), triggered: false, places: [] },
  onLoad() {
    this.setData({ scrollTo: i18n.pick(['滚到 600', 'Scroll to 600']), intoView: i18n.pick(['滚到 row-8', 'Scroll to row-8']), refresh: i18n.pick(['触发刷新', 'Refresh']) });
  },
  methods: {
    onRefresh(e) {
      this.onEvent(e);
      this.setData({ triggered: true });
      setTimeout(() => this.setData({ triggered: false }), 1200);
    },
    context(use) {
      wx.createSelectorQuery().select('#sample').node((res) => {
        if (res && res.node) use(res.node);
        else this.log('node', 'null');
      }).exec();
    },
    onScrollTo() { this.context((node) => node.scrollTo({ top: 600, animated: true })); },
    onIntoView() { this.context((node) => node.scrollIntoView('#row-8', { animated: true })); },
    onTrigger() { this.setData({ triggered: true }); setTimeout(() => this.setData({ triggered: false }), 1200); },
    onOffset() {
      wx.createSelectorQuery().select('#sample').scrollOffset((res) => this.log('scrollOffset', res)).exec();
    },
  },
}));
