// The person: trust, what was borrowed, questions, and what is kept on the device.
const loans = require('../../utils/loans');
const trust = require('../../utils/trust');
const shop = require('../../utils/shop');
const i18n = require('../../utils/i18n');
const Dialog = require('@vant/weapp/dialog/dialog').default;
const Toast = require('@vant/weapp/toast/toast').default;

const KEEPER = '01012345678';

Page({
  data: { t: {}, hello: '', initial: '', level: '', percent: 0, missing: '', remind: true, totals: [], open: '' },

  onLoad() {
    this.setData({ t: shop.strings() });
  },

  onShow() {
    wx.setNavigationBarTitle({ title: shop.strings().tabMe });
    this.refresh();
  },

  refresh() {
    const t = shop.strings();
    const person = shop.person();
    const list = shop.loans();
    const now = trust.of(list);
    const name = person.name || t.guest;
    const counts = [list.filter((loan) => !loan.cancelledAt).length, loans.running(list, Date.now()).length, list.filter((loan) => loan.review).length];
    this.setData({
      hello: i18n.fill(t.hello, { name: name }), initial: name.charAt(0).toUpperCase(), remind: person.remind,
      level: i18n.fill(t.level, { n: now.level }), percent: now.percent, missing: now.missing ? i18n.fill(t.levelOf, { n: now.missing }) : t.levelTop,
      totals: t.totals.map((text, i) => ({ text: text, n: counts[i] })),
    });
    shop.badge(this);
  },

  onOpen(e) {
    this.setData({ open: e.detail });
  },

  onRemind(e) {
    shop.keepPerson({ remind: e.detail });
    this.setData({ remind: e.detail });
  },

  onCall() {
    wx.makePhoneCall({
      phoneNumber: KEEPER,
      fail: (e) => {
        if (!/cancel/.test(e.errMsg)) Toast(this.data.t.noCall);
      },
    });
  },

  onErase() {
    const t = this.data.t;
    Dialog.confirm({ title: t.eraseAsk, message: t.eraseText, confirmButtonText: t.ok, cancelButtonText: t.cancel, cancelButtonColor: 'var(--soft)', confirmButtonColor: 'var(--danger)' })
      .then(() => {
        shop.erase();
        this.refresh();
        Toast.success(t.erased);
      })
      .catch(() => {});
  },
});
