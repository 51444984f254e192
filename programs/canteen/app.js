// The canteen. What all pages share (cart, orders, language) is in utils/shop.js.
const shop = require('./utils/shop');

App({
  globalData: { language: 'zh' },

  onLaunch() {
    this.globalData.language = shop.start();
    const t = shop.strings();
    [t.tabMenu, t.tabOrders, t.tabMe].forEach(function (text, index) {
      wx.setTabBarItem({ index: index, text: text });
    });
  },

  onShow() {
    shop.badge();
  },

  onPageNotFound() {
    wx.switchTab({ url: '/pages/menu/menu' });
  },
});
