// The order. Paying asks the host; where that is not there, the page says what is missing and keeps the seats.
const { find } = require('../../../data/films');
const i18n = require('../../../utils/i18n');

const KEPT = 'films.kept';

Page({
  data: { t: {}, film: null, time: '', seats: '', total: '', pay: '' },

  onLoad(query) {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.pay });
    const film = find(query.film || '');
    if (!film) return;
    this.order = { film: film.id, time: decodeURIComponent(query.time || ''), seats: decodeURIComponent(query.seats || '').split(',').slice(0, 4) };
    const total = (this.order.seats.length * film.price) / 100;
    this.setData({
      t: t, film: { id: film.id, name: i18n.pick(film.name) }, time: this.order.time, total: total.toFixed(2), pay: i18n.fill(t.payNow, { total: total }),
      seats: this.order.seats.map((key) => i18n.fill(t.seat, { row: key.split('-')[0], n: key.split('-')[1] })).join(' · '),
    });
  },

  onPay() {
    const t = this.data.t;
    if (!wx.requestPayment) {
      this.missing();
      return;
    }
    wx.requestPayment({
      timeStamp: String(Math.floor(Date.now() / 1000)), nonceStr: 'films', package: 'prepay_id=none', signType: 'RSA', paySign: 'none',
      success: () => wx.showToast({ title: t.kept, icon: 'success' }),
      fail: (e) => {
        if (/cancel/.test(e.errMsg)) wx.showToast({ title: t.failed, icon: 'none' });
        else this.missing();
      },
    });
  },

  missing() {
    const t = this.data.t;
    wx.setStorageSync(KEPT, this.order);
    wx.showModal({ title: t.missing, content: t.missingText, showCancel: false, confirmText: t.ok });
  },
});
