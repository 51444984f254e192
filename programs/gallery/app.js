// The gallery: each component and each API of the platform, for those who test it. What every page needs before it
// loads (language, the trace of lifecycle hooks) is ready when App() returns.
const i18n = require('./utils/i18n');
const trace = require('./utils/trace');

App({
  onLaunch(options) {
    trace.add('App', 'onLaunch', { path: options.path, scene: options.scene, query: options.query });
    const t = i18n.strings();
    [t.components, t.apis, t.platform].forEach(function (text, index) { wx.setTabBarItem({ index: index, text: text, fail: function () {} }); });
  },
  onShow(options) {
    trace.add('App', 'onShow', { path: options.path, scene: options.scene });
  },
  onHide() {
    trace.add('App', 'onHide');
  },
  onError(message) {
    trace.add('App', 'onError', String(message).slice(0, 160));
  },
  onPageNotFound(options) {
    trace.add('App', 'onPageNotFound', options);
    wx.switchTab({ url: '/pages/components/components' });
  },
  onUnhandledRejection(rejection) {
    trace.add('App', 'onUnhandledRejection', String(rejection.reason).slice(0, 160));
  },
  onThemeChange(change) {
    trace.add('App', 'onThemeChange', change);
  },
  answer() {
    return 42;
  },
  globalData: { ready: true },
});
