// The order that was just placed, and its code.
const shop = require('../../utils/shop');
const present = require('../../utils/present');
const time = require('../../utils/time');
const money = require('../../utils/money');
const fill = require('../../utils/i18n').fill;

Page({
  data: { t: {}, order: null, text: '', total: '' },

  onLoad(query) {
    const t = shop.strings();
    const now = Date.now();
    wx.setNavigationBarTitle({ title: t.resultTitle });
    this.id = decodeURIComponent((query && query.id) || '');
    const order = shop.order(this.id);
    if (!order) {
      wx.switchTab({ url: '/pages/orders/orders' });
      return;
    }
    this.setData({
      t: t,
      order: present.order(order, shop.find, shop.language(), now),
      text: fill(t.resultText, { day: time.dayLabel(now, order.pickupAt, t), time: time.clock(order.pickupAt) }),
      total: money.yuan(order.total),
    });
    if (wx.vibrateShort) wx.vibrateShort({ type: 'light', fail: function () {} });
  },

  onOrder() {
    wx.redirectTo({ url: '/pages/order/order?id=' + encodeURIComponent(this.id) });
  },

  onMenu() {
    wx.switchTab({ url: '/pages/menu/menu' });
  },
});
