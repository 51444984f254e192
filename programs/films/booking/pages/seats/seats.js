// The seat map of one showing. Only seats that changed are set again.
const { find } = require('../../../data/films');
const i18n = require('../../../utils/i18n');
const hall = require('../../utils/hall');

Page({
  data: { t: {}, name: '', time: '', rows: [], chosen: [], next: '' },

  onLoad(query) {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.seats });
    this.film = find(query.film || '');
    this.time = decodeURIComponent(query.time || '');
    if (!this.film) {
      wx.navigateBack();
      return;
    }
    this.plan = hall.seats(this.film.id, this.time);
    this.keys = [];
    this.setData({ t: t, name: i18n.pick(this.film.name), time: this.time, rows: this.plan.map((line, i) => ({ row: i + 1, seats: line })) });
  },

  onSeat(e) {
    const key = e.currentTarget.dataset.key;
    const answer = hall.toggle(this.plan, this.keys, key);
    if (answer.refused === 'most') wx.showToast({ title: this.data.t.most, icon: 'none' });
    if (answer.chosen === this.keys) return;
    this.keys = answer.chosen;
    const t = this.data.t;
    const at = key.split('-').map(Number);
    this.setData({
      ['rows[' + (at[0] - 1) + '].seats[' + (at[1] - 1) + '].mine']: this.keys.indexOf(key) >= 0,
      chosen: this.keys.map((one) => ({ key: one, text: i18n.fill(t.seat, { row: one.split('-')[0], n: one.split('-')[1] }) })),
      next: i18n.fill(t.next, { total: (this.keys.length * this.film.price) / 100 }),
    });
  },

  onNext() {
    if (!this.keys.length) return;
    wx.navigateTo({ url: '/booking/pages/pay/pay?film=' + this.film.id + '&time=' + encodeURIComponent(this.time) + '&seats=' + this.keys.join(',') });
  },
});
