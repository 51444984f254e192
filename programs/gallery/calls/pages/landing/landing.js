// Where the demos of routes arrive: it says how it was opened.
const trace = require('../../../utils/trace');
const i18n = require('../../../utils/i18n');

Page({
  data: { query: '', depth: 0, words: {} },
  onLoad(query) {
    trace.add('landing', 'onLoad', query);
    wx.setNavigationBarTitle({ title: i18n.pick(['到达', 'Arrived']) });
    this.setData({ query: JSON.stringify(query), depth: getCurrentPages().length, words: { back: i18n.pick(['返回', 'Back']), more: i18n.pick(['再开一页', 'Open another']) } });
  },
  onShow() { trace.add('landing', 'onShow'); },
  onHide() { trace.add('landing', 'onHide'); },
  onUnload() { trace.add('landing', 'onUnload'); },
  onBack() { wx.navigateBack(); },
  onMore() {
    wx.navigateTo({ url: '/calls/pages/landing/landing?from=landing&depth=' + (this.data.depth + 1), fail: (e) => this.setData({ failed: e.errMsg }) });
  },
});
