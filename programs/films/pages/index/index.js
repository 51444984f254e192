const { films } = require('../../data/films');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, films: [] },

  onLoad() {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.title });
    this.setData({
      t: t,
      films: films.map((film) => ({
        id: film.id, name: i18n.pick(film.name), kind: i18n.pick(film.kind), text: i18n.pick(film.text), score: film.score.toFixed(1),
        minutes: i18n.fill(t.minutes, { n: film.minutes }), from: i18n.fill(t.from, { price: film.price / 100 }),
      })),
    });
  },

  onFilm(e) {
    wx.navigateTo({ url: '/pages/film/film?id=' + e.currentTarget.dataset.id });
  },

  onShareAppMessage() {
    return { title: i18n.strings().title, path: '/pages/index/index' };
  },
});
