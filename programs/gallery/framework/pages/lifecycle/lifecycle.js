// Hooks of the app and of pages, in the order in which they come. Go away and back, and read what happened.
const trace = require('../../../utils/trace');
const i18n = require('../../../utils/i18n');

const hook = (name) => function (detail) { trace.add('lifecycle', name, detail); };

Page({
  data: { entries: [], words: {}, more: 0 },

  onLoad(query) {
    trace.add('lifecycle', 'onLoad', query);
    wx.setNavigationBarTitle({ title: i18n.pick(['生命周期', 'Lifecycle']) });
    this.setData({ words: { navigate: 'navigateTo', redirect: 'redirectTo', tab: 'switchTab', back: 'navigateBack', clear: i18n.pick(['清空', 'Clear']), component: i18n.pick(['组件增减', 'Add or remove']), fail: i18n.pick(['抛一个错', 'Throw']), reject: i18n.pick(['拒绝一个 Promise', 'Reject a Promise']) } });
    this.stop = trace.watch(() => this.later());
    this.show();
  },
  onShow: hook('onShow'),
  onReady: hook('onReady'),
  onHide: hook('onHide'),
  onResize: hook('onResize'),
  onRouteDone: hook('onRouteDone'),
  onPullDownRefresh() { trace.add('lifecycle', 'onPullDownRefresh'); wx.stopPullDownRefresh(); },
  onUnload() {
    trace.add('lifecycle', 'onUnload');
    this.stop();
  },

  later() {
    if (this.waiting) return;
    this.waiting = setTimeout(() => { this.waiting = 0; this.show(); }, 50);
  },
  show() { this.setData({ entries: trace.all().reverse() }); },

  onGo(e) {
    const kind = e.currentTarget.dataset.kind;
    const url = { navigateTo: '/calls/pages/landing/landing?from=lifecycle', redirectTo: '/framework/pages/lifecycle/lifecycle?from=redirect', switchTab: '/pages/components/components' }[kind];
    wx[kind](url ? { url } : {});
  },
  onClear() { trace.clear(); this.show(); },
  onMore() { this.setData({ more: this.data.more ? 0 : 1 }); },
  onThrow() { setTimeout(() => { throw new Error('thrown by the gallery, on purpose'); }, 0); },
  onReject() { Promise.reject(new Error('rejected by the gallery, on purpose')); },
});
