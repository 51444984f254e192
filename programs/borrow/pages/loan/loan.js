// One loan: where it stands, and what can be done with it.
const loans = require('../../utils/loans');
const present = require('../../utils/present');
const days = require('../../utils/days');
const shop = require('../../utils/shop');
const i18n = require('../../utils/i18n');
const Dialog = require('@vant/weapp/dialog/dialog').default;
const Toast = require('@vant/weapp/toast/toast').default;

Page({
  data: { t: {}, it: null, steps: [], sheet: false, actions: [], calendar: false, first: 0, last: 0 },

  onLoad(query) {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.loan });
    this.id = query.id || '';
    this.setData({ t: t, steps: t.steps.map((step) => ({ text: step[0], desc: step[1] })) });
  },

  onShow() {
    this.refresh();
  },

  refresh() {
    const t = shop.strings();
    const loan = shop.loan(this.id);
    if (!loan) return;
    const it = present.loan(loan, Date.now(), t, shop.say);
    this.setData({
      it: it, first: days.add(loan.to, 1), last: Math.max(days.add(loan.to, 1), loans.longest(loan)),
      actions: it.actions.filter((name) => name !== 'giveBack' && name !== 'review').map((name) => ({ name: t.actions[name], action: name, subname: name === 'extend' ? t.extendHint : '', color: name === 'cancel' ? 'var(--danger)' : '' })).concat([{ name: t.copyCode, action: 'copy' }]),
      main: it.actions.indexOf('giveBack') >= 0 ? 'giveBack' : it.actions.indexOf('review') >= 0 ? 'review' : '',
    });
  },

  onMore() {
    this.setData({ sheet: true });
  },

  // The sheet closes after each choice, and so after the one that opens the calendar.
  onSheetClose() {
    this.setData({ sheet: false });
  },

  onClose() {
    this.setData({ calendar: false });
  },

  onAction(e) {
    const action = e.detail.action;
    if (action === 'extend') this.setData({ calendar: true });
    if (action === 'cancel') this.sure('cancel', 'cancelAsk', 'cancelText', 'cancelled');
    if (action === 'copy') wx.setClipboardData({ data: this.data.it.code, success: () => wx.showToast({ title: this.data.t.copied, icon: 'success' }) });
  },

  onMain() {
    if (this.data.main === 'review') wx.navigateTo({ url: '/pages/review/review?id=' + encodeURIComponent(this.id) });
    else this.sure('giveBack', 'giveAsk', 'giveText', 'given');
  },

  sure(action, ask, text, done) {
    const t = this.data.t;
    Dialog.confirm({ title: t[ask], message: t[text], confirmButtonText: t.ok, cancelButtonText: t.keep, cancelButtonColor: 'var(--soft)', confirmButtonColor: action === 'cancel' ? 'var(--danger)' : 'var(--accent)' })
      .then(() => {
        shop.change(this.id, action);
        this.refresh();
        Toast.success(t[done]);
      })
      .catch(() => {});
  },

  onExtend(e) {
    const to = days.midnight(new Date(e.detail).getTime());
    shop.change(this.id, 'extend', to);
    this.onClose();
    this.refresh();
    Toast.success(i18n.fill(this.data.t.extended, { date: days.label(to, this.data.t) }));
  },

  onLate() {
    this.refresh();
  },

  onLoans() {
    wx.switchTab({ url: '/pages/loans/loans' });
  },
});
