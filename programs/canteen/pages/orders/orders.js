// All orders kept on this device, newest first. Pull down to bring their state up to date.
const shop = require('../../utils/shop');
const present = require('../../utils/present');

const TICK = 20000; // ms; a state follows from the clock

Page({
  data: { t: {}, orders: [], loaded: false },

  onLoad() {
    this.setData({ t: shop.strings() });
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().tabOrders });
    this.refresh();
    this.timer = setInterval(() => this.refresh(), TICK);
  },

  onHide() {
    clearInterval(this.timer);
  },

  onUnload() {
    clearInterval(this.timer);
  },

  refresh() {
    const now = Date.now();
    this.setData({ loaded: true, orders: shop.orders().map((order) => present.order(order, shop.find, shop.language(), now)) });
    shop.badge();
  },

  onPullDownRefresh() {
    setTimeout(() => {
      this.refresh();
      wx.stopPullDownRefresh();
      wx.showToast({ title: this.data.t.refreshed, icon: 'none', duration: 1000 });
    }, 500);
  },

  onOrder(e) {
    wx.navigateTo({ url: '/pages/order/order?id=' + encodeURIComponent(e.currentTarget.dataset.id) });
  },

  onAgain(e) {
    shop.again(e.currentTarget.dataset.id);
    wx.switchTab({
      url: '/pages/menu/menu',
      success: () => wx.showToast({ title: this.data.t.againDone, icon: 'success' }),
    });
  },

  onMenu() {
    wx.switchTab({ url: '/pages/menu/menu' });
  },
});
