const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'observer',
  title: ['相交与媒体监听', 'Observers'],
  data: { ratio: 0, seen: false, wide: '—', lines: [1, 2, 3, 4, 5, 6, 7, 8] },
  onLoad() { this.setData({ words: i18n.pick(['滚动灰框，紫块进出时变色', 'Scroll the grey frame: the block changes as it comes and goes']) }); },
  hooks: {
    onReady() {
      this.within = wx.createIntersectionObserver(this, { thresholds: [0, 0.25, 0.5, 0.75, 1], nativeMode: false });
      this.within.relativeTo('#frame').observe('#ball', (res) => {
        this.setData({ ratio: Math.round(res.intersectionRatio * 100), seen: res.intersectionRatio > 0 });
        this.log('intersection', { ratio: res.intersectionRatio, id: res.id, time: res.time, dataset: res.dataset });
      });
      this.viewport = wx.createIntersectionObserver(this, { observeAll: true });
      this.viewport.relativeToViewport({ bottom: -100 }).observe('.far', (res) => this.log('viewport', res.id + ' ' + (res.intersectionRatio > 0 ? 'in' : 'out')));
      this.media = this.createMediaQueryObserver();
      this.media.observe({ minWidth: 300, maxWidth: 600 }, (res) => this.setData({ wide: String(res.matches) }));
    },
    onUnload() {
      [this.within, this.viewport, this.media].forEach((each) => { if (each) each.disconnect(); });
    },
  },
  methods: {
    onStop() { this.within.disconnect(); this.log('disconnect', ''); },
  },
}));
