// The booking: days, time, place, who.
const data = require('../../data/things');
const present = require('../../utils/present');
const bags = require('../../utils/bag');
const days = require('../../utils/days');
const form = require('../../utils/form');
const shop = require('../../utils/shop');
const i18n = require('../../utils/i18n');
const Dialog = require('@vant/weapp/dialog/dialog').default;
const Toast = require('@vant/weapp/toast/toast').default;

const AHEAD = 60;

Page({
  data: {
    t: {}, lines: [], deposit: 0, most: 1, first: 0, last: 0, range: '', sheet: '', calendar: false, when: '', clock: '10:00', places: [], placeName: '', placeIndex: 0,
    name: '', phone: '', purpose: '', way: 'self', remind: true, agreed: false, sending: false,
    quarters: (type, options) => (type === 'minute' ? options.filter((one) => one % 15 === 0) : options),
  },

  onLoad() {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.confirm });
    const sum = shop.sum();
    const person = shop.person();
    const today = days.midnight(Date.now());
    this.form = { from: 0, to: 0, place: '' };
    this.spots = bags.places(shop.bag(), data.places, data.find);
    if (this.spots.length) this.form.place = this.spots[0].id;
    this.setData({
      t: t, lines: shop.bag().map((line) => present.line(line, t, shop.say)), deposit: sum.deposit, most: sum.most, range: i18n.fill(t.range, { n: sum.most }),
      first: today, last: days.add(today, AHEAD), places: this.spots.map((place) => shop.say(place.name)), placeName: this.spots.length ? shop.say(this.spots[0].name) : '',
      name: person.name, phone: person.phone, remind: person.remind,
    });
    const chosen = getApp().globalData.days;
    if (chosen && chosen.from >= today && days.between(chosen.from, chosen.to) < sum.most) this.setDays(chosen.from, chosen.to);
  },

  setDays(from, to) {
    const t = this.data.t;
    this.form.from = from;
    this.form.to = to;
    this.setData({ when: i18n.fill(t.until, { from: days.label(from, t), to: days.label(to, t) }), count: i18n.fill(t.days, { n: days.between(from, to) + 1 }) });
  },

  onCalendar() {
    this.setData({ calendar: true });
  },

  onClock() {
    this.setData({ sheet: 'clock' });
  },

  onPlaces() {
    if (this.spots.length) this.setData({ sheet: 'place' });
  },

  onClose() {
    this.setData({ sheet: '', calendar: false });
  },

  onDays(e) {
    this.setDays(days.midnight(new Date(e.detail[0]).getTime()), days.midnight(new Date(e.detail[1]).getTime()));
    this.onClose();
  },

  onClockChosen(e) {
    this.setData({ clock: e.detail, sheet: '' });
  },

  onPlaceChosen(e) {
    const index = e.detail.index;
    if (this.spots[index]) {
      this.form.place = this.spots[index].id;
      this.setData({ placeName: e.detail.value, placeIndex: index });
    }
    this.onClose();
  },

  onField(e) {
    this.setData({ [e.currentTarget.dataset.name]: e.detail });
  },

  onWay(e) {
    this.setData({ way: e.currentTarget.dataset.name || e.detail });
  },

  onSubmit() {
    const t = this.data.t;
    const d = this.data;
    const asked = Object.assign({}, this.form, { name: d.name, phone: d.phone, purpose: d.purpose, clock: d.clock, remind: d.remind, agreed: d.agreed });
    const wrong = form.wrong(asked, shop.sum(), days.midnight(Date.now()), days.between);
    if (wrong) {
      Toast(t[wrong]);
      return;
    }
    Dialog.confirm({
      title: t.confirmAsk, message: i18n.fill(t.confirmText, { from: days.label(asked.from, t), to: days.label(asked.to, t), deposit: i18n.yuan(d.deposit) }), confirmButtonText: t.ok, cancelButtonText: t.cancel, cancelButtonColor: 'var(--soft)', confirmButtonColor: 'var(--accent)',
    }).then(() => this.book(asked)).catch(() => {});
  },

  book(asked) {
    const t = this.data.t;
    this.setData({ sending: true });
    Toast.loading({ message: t.sending, forbidClick: true, duration: 0 });
    setTimeout(() => {
      const loan = shop.book(asked, Date.now());
      getApp().globalData.days = null;
      Toast.clear();
      this.setData({ sending: false });
      Dialog.alert({ title: t.booked, message: i18n.fill(t.bookedText, { code: loan.code }), confirmButtonText: t.see, confirmButtonColor: 'var(--accent)' })
        .then(() => wx.redirectTo({ url: '/pages/loan/loan?id=' + loan.id }));
    }, 600);
  },
});
