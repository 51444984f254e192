// The loans: what is with the person, and what was.
const loans = require('../../utils/loans');
const present = require('../../utils/present');
const shop = require('../../utils/shop');
const Toast = require('@vant/weapp/toast/toast').default;

Page({
  data: { t: {}, tabs: [], active: 0 },

  onLoad() {
    this.setData({ t: shop.strings() });
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().tabLoans });
    this.refresh();
    shop.badge(this);
  },

  refresh() {
    const t = shop.strings();
    const now = Date.now();
    const all = shop.loans();
    const open = loans.running(all, now);
    const past = all.filter((loan) => open.indexOf(loan) < 0);
    const show = (list) => list.map((loan) => present.loan(loan, now, t, shop.say));
    this.setData({ tabs: [{ name: 'now', title: t.now, none: t.loansEmpty, list: show(open), info: open.length || '' }, { name: 'past', title: t.past, none: t.loansPast, list: show(past), info: '' }] });
  },

  onTab(e) {
    this.setData({ active: e.detail.index });
  },

  onPullDownRefresh() {
    this.refresh();
    wx.stopPullDownRefresh();
    Toast({ message: '✓', duration: 600 });
  },

  onLoan(e) {
    wx.navigateTo({ url: '/pages/loan/loan?id=' + e.currentTarget.dataset.id });
  },

  onShelf() {
    wx.switchTab({ url: '/pages/shelf/shelf' });
  },
});
