// All APIs of one category, with what `wx` says of each.
const apis = require('../../../data/apis/index');
const i18n = require('../../../utils/i18n');

Page({
  data: { t: {}, rows: [] },
  onLoad(query) {
    const category = apis.categories.find((each) => each.id === query.category) || apis.categories[0];
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: i18n.pick(category.title) });
    this.setData({
      t: { there: t.there, absent: t.absent, failing: t.failing },
      rows: apis.of(category.id).map((each) => ({ name: each.name, kind: t.kinds[each.kind], text: i18n.pick(apis.words(each.name)), state: apis.state(each.name) })),
    });
  },
  onOpen(e) {
    wx.navigateTo({ url: '/calls/pages/api/api?name=' + e.currentTarget.dataset.name });
  },
});
