// The tab bar: pages tell it who they are and how much is in the bag, each time they show.
const shop = require('../utils/shop');

const PAGES = ['pages/shelf/shelf', 'pages/bag/bag', 'pages/loans/loans', 'pages/me/me'];

Component({
  data: { active: 0, tabs: [] },

  lifetimes: {
    attached() {
      const t = shop.strings();
      this.setData({
        tabs: [
          { icon: 'apps-o', text: t.tabShelf, info: '' },
          { icon: 'bag-o', text: t.tabBag, info: '' },
          { icon: 'clock-o', text: t.tabLoans, info: '' },
          { icon: 'user-o', text: t.tabMe, info: '' },
        ],
      });
    },
  },

  methods: {
    refresh(route, count) {
      const info = count > 0 ? String(count) : '';
      const next = {};
      if (PAGES.indexOf(route) !== this.data.active) next.active = PAGES.indexOf(route);
      if (this.data.tabs[1] && this.data.tabs[1].info !== info) next['tabs[1].info'] = info;
      this.setData(next);
    },

    onChange(e) {
      wx.switchTab({ url: '/' + PAGES[e.detail] });
    },
  },
});
