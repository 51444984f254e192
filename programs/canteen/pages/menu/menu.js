// The menu: sections beside a list, and the cart below.
const menu = require('../../data/menu');
const shop = require('../../utils/shop');
const present = require('../../utils/present');
const money = require('../../utils/money');
const fill = require('../../utils/i18n').fill;

Page({
  data: { t: {}, banners: [], sections: [], current: '', target: '', lines: [], bill: { count: 0 }, hint: '' },

  onLoad(query) {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.title });
    this.setData({ t: t, banners: this.banners(t), current: menu.sections[0].id });
    if (query && query.dish && menu.find(query.dish)) this.open(query.dish);
  },

  onShow() {
    this.refresh();
  },

  onReady() {
    this.measure();
  },

  banners(t) {
    const name = (id) => present.pick(menu.find(id).name, shop.language());
    return [
      { id: 'chef', dish: 'beef-noodles', kicker: t.bannerToday, title: name('beef-noodles'), text: t.bannerTodayText, image: '/images/dishes/beef-noodles.svg' },
      { id: 'offer', dish: '', kicker: t.bannerOffer, title: t.bannerOfferText, text: t.open, image: '/images/dishes/xiaolongbao.svg' },
      { id: 'green', dish: 'grain-bowl', kicker: t.bannerGreen, title: name('grain-bowl'), text: t.bannerGreenText, image: '/images/dishes/grain-bowl.svg' },
    ];
  },

  // Everything that follows from the cart. Sections are made anew only at the first
  // time; after that only the quantities that changed are set.
  refresh() {
    const lines = shop.cart();
    const language = shop.language();
    const bill = shop.bill({ takeaway: false });
    const update = {
      lines: lines.map((line) => present.line(line, menu.find, language)),
      bill: bill,
      hint: this.hint(bill),
    };
    const fresh = menu.sections.map((section) => {
      const dishes = section.dishes.map((dish) => present.dish(dish, language, lines));
      return { id: section.id, name: present.pick(section.name, language), dishes: dishes, count: dishes.reduce((sum, dish) => sum + dish.quantity, 0) };
    });
    const old = this.data.sections;
    if (old.length !== fresh.length) {
      update.sections = fresh;
    } else {
      fresh.forEach((section, i) => {
        if (section.count !== old[i].count) update['sections[' + i + '].count'] = section.count;
        section.dishes.forEach((dish, k) => {
          if (dish.quantity !== old[i].dishes[k].quantity) update['sections[' + i + '].dishes[' + k + '].quantity'] = dish.quantity;
        });
      });
    }
    this.setData(update);
  },

  hint(bill) {
    const t = shop.strings();
    if (bill.next && bill.next.missing <= 1500) return fill(t.offerMore, { missing: money.yuan(bill.next.missing), off: bill.next.off / 100 });
    return bill.discount > 0 ? fill(t.offerDone, { off: bill.discount / 100 }) : '';
  },

  // Where each section starts, for the side bar to follow the list.
  measure() {
    const query = wx.createSelectorQuery();
    query.select('#list').boundingClientRect();
    query.select('#list').scrollOffset();
    query.selectAll('.section').boundingClientRect();
    query.exec((found) => {
      if (!found || !found[0] || !found[2]) return;
      const top = found[0].top - (found[1] ? found[1].scrollTop : 0);
      this.tops = found[2].map((rect) => rect.top - top);
    });
  },

  onScroll(e) {
    if (!this.tops || Date.now() < (this.steady || 0)) return;
    let index = 0;
    this.tops.forEach((top, i) => { if (e.detail.scrollTop + 24 >= top) index = i; });
    const id = this.data.sections[index].id;
    if (id !== this.data.current) this.setData({ current: id });
  },

  onSide(e) {
    const id = e.currentTarget.dataset.id;
    this.steady = Date.now() + 600; // the list is on its way there
    this.setData({ current: id, target: 'section-' + id });
  },

  onBanner(e) {
    const id = e.currentTarget.dataset.dish;
    if (id) this.open(id);
  },

  onOpen(e) {
    this.open(e.detail.id);
  },

  open(id) {
    wx.navigateTo({
      url: '/pages/dish/dish?id=' + encodeURIComponent(id),
      events: {
        added: (what) => {
          this.refresh();
          wx.showToast({ title: shop.strings().added, icon: 'success', duration: 1200 });
          this.lastAdded = what;
        },
      },
      success: (res) => res.eventChannel.emit('from', { page: 'menu' }),
    });
  },

  onChange(e) {
    shop.set(e.detail.id, 0);
    if (e.detail.value > 0) shop.add(e.detail.id, [], e.detail.value);
    this.refresh();
  },

  onLine(e) {
    shop.set(e.detail.key, e.detail.value);
    this.refresh();
  },

  onBound() {
    wx.showToast({ title: shop.strings().bounded, icon: 'none' });
  },

  onClear() {
    const t = shop.strings();
    wx.showModal({
      title: t.clearAsk, content: t.clearText, confirmText: t.clear, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        shop.clear();
        this.refresh();
      },
    });
  },

  onCheckout() {
    wx.navigateTo({ url: '/pages/checkout/checkout' });
  },

  onShareAppMessage() {
    return { title: shop.strings().title, path: '/pages/menu/menu' };
  },
});
