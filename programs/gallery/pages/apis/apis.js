// Every API, by category of WeChat's documentation; a search over all of them; the demos that need a page.
const apis = require('../../data/apis/index');
const demos = require('../../data/demos');
const i18n = require('../../utils/i18n');

const MOST_FOUND = 40;

Page({
  data: { t: {}, demos: [], categories: [], found: null },

  onLoad() {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.apis });
    const there = apis.all.filter((each) => apis.state(each.name) === 'there').length;
    this.setData({
      t: { title: t.apis, search: t.search, nothing: t.nothing, there: t.there, absent: t.absent, failing: t.failing },
      words: { demos: i18n.pick(['演示', 'Demos']), all: i18n.pick(['按类别', 'By category']) },
      lead: i18n.fill(i18n.pick(['{n} 个接口，{there} 个可用，其余如实说没有。', '{n} APIs: {there} are there, the others say that they are not.']), { n: apis.all.length, there: there }),
      demos: demos.map((each) => ({ id: each.id, icon: each.icon, title: i18n.pick(each.title), text: i18n.pick(each.text), path: each.path })),
      categories: apis.categories.map((each) => {
        const rows = apis.of(each.id);
        return { id: each.id, title: i18n.pick(each.title), total: rows.length, there: rows.filter((row) => apis.state(row.name) === 'there').length };
      }),
    });
  },

  onSearch(e) {
    const query = e.detail.value.trim().toLowerCase();
    const found = query ? apis.all.filter((each) => each.name.toLowerCase().indexOf(query) >= 0).slice(0, MOST_FOUND) : null;
    this.setData({ found: found && found.map((each) => ({ name: each.name, text: i18n.pick(apis.words(each.name)), state: apis.state(each.name) })) });
  },

  onDemo(e) {
    wx.navigateTo({ url: e.currentTarget.dataset.path });
  },
  onCategory(e) {
    wx.navigateTo({ url: '/calls/pages/list/list?category=' + e.currentTarget.dataset.id });
  },
  onApi(e) {
    wx.navigateTo({ url: '/calls/pages/api/api?name=' + e.currentTarget.dataset.name });
  },
});
