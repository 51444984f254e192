// A page that draws its own bar from the place of the capsule.
const i18n = require('../../../utils/i18n');

Page({
  data: { top: 0, height: 44, title: '' },
  onLoad() {
    const window = wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync();
    const capsule = wx.getMenuButtonBoundingClientRect();
    const status = window.statusBarHeight || 0;
    this.setData({
      status: status,
      height: (capsule.top - status) * 2 + capsule.height,
      room: window.windowWidth - capsule.left,
      title: i18n.pick(['自定义导航栏', 'A bar of its own']),
      rows: [['statusBarHeight', status], ['capsule', JSON.stringify(capsule)], ['windowHeight', window.windowHeight], ['screenHeight', window.screenHeight], ['safeArea', JSON.stringify(window.safeArea)]].map((each) => ({ key: each[0], text: String(each[1]) })),
    });
  },
  onBack() { wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/platform/platform' }) }); },
});
