const { find } = require('../../data/films');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, film: null, missing: false },

  onLoad(query) {
    const t = i18n.strings();
    const film = find((query && query.id) || '');
    if (!film) {
      this.setData({ t: t, missing: true });
      return;
    }
    this.film = film;
    const name = i18n.pick(film.name);
    wx.setNavigationBarTitle({ title: name });
    this.setData({
      t: t,
      film: {
        id: film.id, name: name, kind: i18n.pick(film.kind), text: i18n.pick(film.text), minutes: i18n.fill(t.minutes, { n: film.minutes }),
        from: '¥' + film.price / 100, times: film.times.map((time, i) => ({ time: time, hall: i18n.fill(t.hall, { n: (i % 3) + 1 }) })),
      },
    });
  },

  onTime(e) {
    wx.navigateTo({ url: '/booking/pages/seats/seats?film=' + this.film.id + '&time=' + encodeURIComponent(e.currentTarget.dataset.time) });
  },

  onShareAppMessage() {
    return { title: this.data.film ? this.data.film.name : '', path: '/pages/film/film?id=' + (this.film ? this.film.id : '') };
  },
});
