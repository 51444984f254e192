// Every built-in component, by group; a search by name.
const components = require('../../data/components');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, words: {}, groups: [], found: null, query: '' },

  onLoad() {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.components });
    const rows = (items) => items.map((each) => ({ name: each.name, text: i18n.pick(each.text), path: each.path, there: each.template || wx.canIUse(each.name) }));
    this.rows = rows(components.all);
    this.setData({
      t: { title: t.components, search: t.search, nothing: t.nothing },
      lead: i18n.pick(['{n} 个组件，每个一页：属性可改，事件可看。', '{n} components, a page each: change an attribute, watch the events.']).replace('{n}', String(components.all.length)),
      groups: components.groups.map((group) => ({ id: group.id, icon: group.icon, title: i18n.pick(group.title), rows: rows(group.items) })),
    });
  },

  onSearch(e) {
    const query = e.detail.value.trim().toLowerCase();
    this.setData({ query: query, found: query ? this.rows.filter((each) => each.name.indexOf(query) >= 0) : null });
  },

  onOpen(e) {
    wx.navigateTo({ url: e.currentTarget.dataset.path });
  },
});
