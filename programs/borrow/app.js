// The gear room. What all pages share (bag, loans, language) is in utils/shop.js.
const shop = require('./utils/shop');

App({
  globalData: {},

  onLaunch() {
    shop.start();
  },

  onPageNotFound() {
    wx.switchTab({ url: '/pages/shelf/shelf' });
  },
});
