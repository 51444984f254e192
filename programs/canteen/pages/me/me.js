// The person: a name, this month, help, and what is kept on the device.
const shop = require('../../utils/shop');
const orders = require('../../utils/orders');
const fill = require('../../utils/i18n').fill;

const HALL = '01012345678';

Page({
  data: { t: {}, name: '', hello: '', initial: '', count: 0, spent: 0 },

  onLoad() {
    this.setData({ t: shop.strings() });
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().tabMe });
    this.refresh();
  },

  refresh() {
    const t = shop.strings();
    const now = new Date();
    const name = shop.name();
    const list = shop.orders();
    const month = list.filter((order) => {
      const d = new Date(order.placedAt);
      return !order.cancelled && d.getMonth() === now.getMonth() && d.getFullYear() === now.getFullYear();
    });
    this.setData({
      name: name,
      hello: fill(t.hello, { name: name || t.guest }),
      initial: (name || t.guest).charAt(0).toUpperCase(),
      count: month.length,
      spent: orders.spent(list, now.getTime()),
    });
  },

  onName(e) {
    const name = String(e.detail.value || '').trim();
    if (name === shop.name()) return;
    shop.rename(name);
    this.refresh();
    wx.showToast({ title: this.data.t.saved, icon: 'success' });
  },

  onCall() {
    wx.makePhoneCall({
      phoneNumber: HALL,
      fail: (e) => {
        if (!/cancel/.test(e.errMsg)) wx.showToast({ title: this.data.t.callFail, icon: 'none' });
      },
    });
  },

  onPlace() {
    wx.setClipboardData({ data: this.data.t.placeText, success: () => wx.showToast({ title: this.data.t.placeCopied, icon: 'success' }) });
  },

  onErase() {
    const t = this.data.t;
    wx.showModal({
      title: t.eraseAsk, content: t.eraseText, confirmText: t.clear, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        shop.erase();
        this.refresh();
        wx.showToast({ title: t.erased, icon: 'success' });
      },
    });
  },
});
