// One thing: what it is, when it is wanted, into the bag.
const data = require('../../data/things');
const present = require('../../utils/present');
const bags = require('../../utils/bag');
const days = require('../../utils/days');
const shop = require('../../utils/shop');
const i18n = require('../../utils/i18n');
const Toast = require('@vant/weapp/toast/toast').default;

const AHEAD = 60; // days that can be booked

Page({
  data: { t: {}, it: null, includes: [], places: '', quantity: 1, when: '', calendar: false, open: ['includes'], count: '', first: 0, last: 0, range: '' },

  onLoad(query) {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.thing });
    const thing = data.find(query.id || '');
    if (!thing) {
      this.setData({ t: t });
      return;
    }
    this.thing = thing;
    const today = days.midnight(Date.now());
    this.setData({
      t: t, it: present.thing(thing, t, shop.say), includes: shop.say(thing.includes), places: thing.places.map((id) => shop.say(data.place(id).name)).join('\n'),
      first: today, last: days.add(today, AHEAD), range: i18n.fill(t.range, { n: thing.most }), most: thing.most,
    });
  },

  onShow() {
    const count = shop.sum().count;
    this.setData({ count: count ? String(count) : '' });
  },

  onQuantity(e) {
    this.setData({ quantity: e.detail });
  },

  onOver() {
    if (this.data.quantity >= this.thing.stock) Toast(this.data.t.stockMost);
  },

  onOpen(e) {
    this.setData({ open: e.detail });
  },

  onCalendar() {
    this.setData({ calendar: true });
  },

  onClose() {
    this.setData({ calendar: false });
  },

  onDays(e) {
    const t = this.data.t;
    const from = days.midnight(new Date(e.detail[0]).getTime());
    const to = days.midnight(new Date(e.detail[1]).getTime());
    getApp().globalData.days = { from: from, to: to };
    this.setData({ calendar: false, when: i18n.fill(t.until, { from: days.label(from, t), to: days.label(to, t) }) });
  },

  put() {
    const id = this.thing.id;
    const had = bags.quantityOf(shop.bag(), id);
    const has = bags.quantityOf(shop.add(id, this.data.quantity), id);
    this.onShow();
    if (has === 0) Toast(this.data.t.full);
    else if (has === had) Toast(this.data.t.stockMost);
    return has > 0;
  },

  onAdd() {
    if (this.put()) Toast({ type: 'success', message: this.data.t.added, duration: 1200 });
  },

  onNow() {
    if (this.put()) wx.navigateTo({ url: '/pages/confirm/confirm' });
  },

  onBag() {
    wx.switchTab({ url: '/pages/bag/bag' });
  },

  onShelf() {
    wx.switchTab({ url: '/pages/shelf/shelf' });
  },

  onShareAppMessage() {
    return { title: i18n.fill(this.data.t.shareTitle, { name: this.data.it ? this.data.it.name : '' }), path: '/pages/thing/thing?id=' + (this.thing ? this.thing.id : '') };
  },
});
