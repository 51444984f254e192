// The order before it is placed: when, where, how, and the bill.
const shop = require('../../utils/shop');
const present = require('../../utils/present');
const time = require('../../utils/time');
const money = require('../../utils/money');
const { fill, portions } = require('../../utils/i18n');

Page({
  data: {
    t: { counters: [] }, opens: time.OPENS, closes: time.CLOSES, pickup: '', pickupText: '', counter: 0, takeaway: false,
    payment: 'card', payments: [], note: '', lines: [], bill: { items: 0, packaging: 0, discount: 0, total: 0 }, portions: '', placing: false,
  },

  onLoad() {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.checkoutTitle });
    this.pickupAt = time.soonest(Date.now());
    this.setData({
      t: t,
      payments: [{ id: 'card', name: t.payCard, icon: 'card' }, { id: 'counter', name: t.payCounter, icon: 'bag' }],
      lines: shop.cart().map((line) => present.line(line, shop.find, shop.language())),
    });
    this.price();
    this.showPickup();
  },

  price() {
    const bill = shop.bill({ takeaway: this.data.takeaway });
    this.setData({ bill: bill, portions: portions(this.data.t, bill.count) });
  },

  showPickup() {
    this.setData({ pickup: time.clock(this.pickupAt), pickupText: present.when(this.pickupAt, Date.now(), this.data.t) });
  },

  onPickup(e) {
    const wanted = e.detail.value;
    if (wanted < time.OPENS || wanted > time.CLOSES) wx.showToast({ title: this.data.t.pickupHint, icon: 'none' });
    this.pickupAt = time.resolve(Date.now(), wanted);
    this.showPickup();
  },

  onCounter(e) {
    this.setData({ counter: Number(e.detail.value) });
  },

  onTakeaway(e) {
    this.setData({ takeaway: e.detail.value });
    this.price();
  },

  onPayment(e) {
    this.setData({ payment: e.detail.value });
  },

  onNote(e) {
    this.setData({ note: e.detail.value });
  },

  onSubmit(e) {
    const t = this.data.t;
    const bill = shop.bill({ takeaway: this.data.takeaway });
    if (bill.count === 0 || this.data.placing) return;
    const form = {
      pickupAt: time.resolve(Date.now(), time.clock(this.pickupAt)),
      takeaway: this.data.takeaway,
      payment: this.data.payment,
      note: (e.detail.value && e.detail.value.note) || this.data.note,
    };
    const now = Date.now();
    wx.showModal({
      title: t.confirm,
      content: fill(t.confirmText, { day: time.dayLabel(now, form.pickupAt, t), time: time.clock(form.pickupAt), total: money.yuan(bill.total) }),
      confirmText: t.ok, cancelText: t.cancel, confirmColor: '#16825f',
      success: (res) => { if (res.confirm) this.place(form); },
    });
  },

  place(form) {
    this.setData({ placing: true });
    wx.showLoading({ title: this.data.t.placing, mask: true });
    // A canteen with a server would ask it here; this one keeps its orders on the device.
    setTimeout(() => {
      const order = shop.place(form, Date.now());
      wx.hideLoading();
      wx.redirectTo({ url: '/pages/result/result?id=' + encodeURIComponent(order.id) });
    }, 400);
  },
});
