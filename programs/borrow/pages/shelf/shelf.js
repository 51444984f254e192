// The shelf: everything there is, narrowed by words, kind, place and order.
const data = require('../../data/things');
const shelf = require('../../utils/shelf');
const present = require('../../utils/present');
const bags = require('../../utils/bag');
const shop = require('../../utils/shop');
const Toast = require('@vant/weapp/toast/toast').default;

Page({
  data: { t: {}, query: '', kind: '', order: 'popular', place: '', free: 0, kinds: [], orders: [], places: [], stocks: [], things: [] },

  onLoad() {
    const t = shop.strings();
    this.setData({
      t: t,
      kinds: data.kinds.map((kind) => ({ id: kind.id, icon: kind.icon, name: shop.say(kind.name) })),
      orders: Object.keys(t.order).map((value) => ({ text: t.order[value], value: value })),
      places: [{ text: t.anyPlace, value: '' }].concat(data.places.map((place) => ({ text: shop.say(place.name), value: place.id }))),
      stocks: [{ text: t.anyStock, value: 0 }, { text: t.freeOnly, value: 1 }],
    });
    this.refresh();
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().title });
    shop.badge(this);
  },

  refresh() {
    const t = shop.strings();
    const d = this.data;
    const found = shelf.pick(data.things, { query: d.query, kind: d.kind, order: d.order, place: d.place, free: d.free === 1 });
    this.setData({ things: found.map((thing) => present.thing(thing, t, shop.say)) });
  },

  onQuery(e) {
    this.data.query = e.detail;
    this.refresh();
  },

  onCancel() {
    this.setData({ query: '' });
    this.refresh();
  },

  onKind(e) {
    const kind = e.currentTarget.dataset.id;
    this.setData({ kind: kind === this.data.kind ? '' : kind });
    this.refresh();
  },

  onOrder(e) {
    this.setData({ order: e.detail });
    this.refresh();
  },

  onPlace(e) {
    this.setData({ place: e.detail });
    this.refresh();
  },

  onFree(e) {
    this.setData({ free: e.detail });
    this.refresh();
  },

  onAll() {
    this.setData({ query: '', kind: '', place: '', free: 0 });
    this.refresh();
  },

  onThing(e) {
    wx.navigateTo({ url: '/pages/thing/thing?id=' + e.currentTarget.dataset.id });
  },

  onAdd(e) {
    const id = e.currentTarget.dataset.id;
    const before = bags.quantityOf(shop.bag(), id);
    const lines = shop.add(id, 1);
    const after = bags.quantityOf(lines, id);
    const t = this.data.t;
    if (after > before) Toast({ type: 'success', message: t.added, duration: 1200 });
    else Toast(after === 0 ? t.full : t.stockMost);
    shop.badge(this);
  },

  onShareAppMessage() {
    return { title: this.data.t.title, path: '/pages/shelf/shelf' };
  },
});
