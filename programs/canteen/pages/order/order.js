// One order: its state, its lines, and what can still be done with it.
const shop = require('../../utils/shop');
const present = require('../../utils/present');

const TICK = 20000;

Page({
  data: { t: {}, order: null, missing: false },

  onLoad(query) {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.orderTitle });
    this.id = decodeURIComponent((query && query.id) || '');
    this.setData({ t: t });
  },

  onShow() {
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
    const order = shop.order(this.id);
    this.setData(order ? { order: present.order(order, shop.find, shop.language(), Date.now()), missing: false } : { missing: true });
  },

  onCopy() {
    wx.setClipboardData({ data: this.id, success: () => wx.showToast({ title: this.data.t.copied, icon: 'success' }) });
  },

  onAgain() {
    shop.again(this.id);
    wx.switchTab({
      url: '/pages/menu/menu',
      success: () => wx.showToast({ title: this.data.t.againDone, icon: 'success' }),
    });
  },

  onCancel() {
    const t = this.data.t;
    wx.showModal({
      title: t.cancelAsk, content: t.cancelText, confirmText: t.cancelOrder, cancelText: t.keep, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        shop.cancel(this.id, Date.now());
        this.refresh();
        wx.showToast({ title: t.cancelled, icon: 'none' });
      },
    });
  },
});
