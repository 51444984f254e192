// How it was: stars, words, pictures. Pictures are shown and counted; there is no server to send them to.
const shop = require('../../utils/shop');
const Toast = require('@vant/weapp/toast/toast').default;

Page({
  data: { t: {}, stars: 5, word: '', tags: [], text: '', files: [] },

  onLoad(query) {
    const t = shop.strings();
    wx.setNavigationBarTitle({ title: t.review });
    this.id = decodeURIComponent(query.id || '');
    this.setData({ t: t, word: t.rates[4], tags: t.tags.map((text) => ({ text: text, on: false })) });
  },

  onStars(e) {
    this.setData({ stars: e.detail, word: this.data.t.rates[Math.max(0, Math.ceil(e.detail) - 1)] });
  },

  onTag(e) {
    const i = e.currentTarget.dataset.i;
    this.setData({ ['tags[' + i + '].on']: !this.data.tags[i].on });
  },

  onText(e) {
    this.setData({ text: e.detail });
  },

  onRead(e) {
    this.setData({ files: this.data.files.concat(e.detail.file).slice(0, 3) });
  },

  onDelete(e) {
    this.setData({ files: this.data.files.filter((file, i) => i !== e.detail.index) });
  },

  onBig() {
    Toast(this.data.t.tooBig);
  },

  onError(e) {
    if (!/cancel/.test((e.detail && e.detail.errMsg) || '')) Toast(this.data.t.noPicture);
  },

  onSend() {
    const d = this.data;
    const chosen = d.tags.filter((tag) => tag.on).map((tag) => tag.text);
    if (this.id) shop.change(this.id, 'review', { stars: d.stars, text: chosen.concat(d.text ? [d.text] : []).join(' · '), pictures: d.files.length });
    Toast({ type: 'success', message: d.t.thanks, duration: 1200, onClose: () => wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/loans/loans' }) }) });
  },
});
