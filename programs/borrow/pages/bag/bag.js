// The bag: how many of each, swiped away when not wanted.
const present = require('../../utils/present');
const shop = require('../../utils/shop');
const i18n = require('../../utils/i18n');
const Dialog = require('@vant/weapp/dialog/dialog').default;
const Toast = require('@vant/weapp/toast/toast').default;

Page({
  data: { t: {}, lines: [], deposit: 0, tip: '' },

  onLoad() {
    this.setData({ t: shop.strings() });
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().tabBag });
    this.refresh();
  },

  refresh() {
    const t = shop.strings();
    const sum = shop.sum();
    this.setData({
      lines: shop.bag().map((line) => present.line(line, t, shop.say)),
      deposit: sum.deposit, tip: i18n.fill(t.bagTip, { n: sum.most }),
    });
    shop.badge(this);
  },

  onQuantity(e) {
    shop.set(e.currentTarget.dataset.id, e.detail);
    this.refresh();
  },

  onOver(e) {
    if (e.detail === 'plus') Toast(this.data.t.stockMost);
    else this.ask(e.currentTarget.dataset.id);
  },

  // The cell stays open until the answer is there.
  onSwipe(e) {
    const cell = e.detail.instance;
    if (e.detail.position === 'right') this.ask(e.detail.name).then(() => cell.close());
    else cell.close();
  },

  ask(id) {
    const t = this.data.t;
    const line = this.data.lines.filter((one) => one.id === id)[0];
    if (!line) return Promise.resolve();
    return Dialog.confirm({ title: i18n.fill(t.removeAsk, { name: line.name }), message: t.removeText, confirmButtonText: t.remove, cancelButtonText: t.keep, cancelButtonColor: 'var(--soft)', confirmButtonColor: 'var(--danger)' })
      .then(() => {
        shop.set(id, 0);
        this.refresh();
      })
      .catch(() => {});
  },

  onNext() {
    wx.navigateTo({ url: '/pages/confirm/confirm' });
  },

  onThing(e) {
    wx.navigateTo({ url: '/pages/thing/thing?id=' + e.currentTarget.dataset.id });
  },

  onShelf() {
    wx.switchTab({ url: '/pages/shelf/shelf' });
  },
});
