// After a flight, or from the home page after the end: what it was worth, and a card to keep or to send.
const keep = require('../../utils/keep');
const card = require('../../utils/card');
const riddles = require('../../utils/riddles');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, flight: null, lines: [], picture: '', failed: false, running: false },

  onLoad(query) {
    const t = i18n.strings();
    const app = getApp();
    const phase = app.phase();
    const flight = query.card ? null : app.globalData.flight;
    const result = app.globalData.farewell || keep.result();
    wx.setNavigationBarTitle({ title: t.result });
    this.shown = flight ? { score: flight.score, metres: flight.metres, solved: flight.right } : { score: result.best.score, metres: result.best.height, solved: result.solved.length };
    this.setData({
      t: t, running: phase === 'running', flight: flight && { ended: flight.ended === 'moon' ? t.moon : t.out, best: flight.best, counts: flight.counts, score: flight.score },
      lines: flight ? [
        { name: t.collected, value: flight.collected },
        { name: t.climbed, value: flight.metres },
        { name: t.light, value: flight.light },
        { name: t.guessed, value: flight.right * riddles.POINTS },
      ] : [],
    });
  },

  onReady() {
    const t = this.data.t;
    const shown = this.shown;
    const ctx = wx.createCanvasContext('card', this);
    card.draw(ctx, { title: t.title, score: i18n.fill(t.cardScore, { n: shown.score }), line: i18n.fill(t.cardLine, { metres: shown.metres, solved: shown.solved }), foot: t.cardFoot });
    ctx.draw(false, () => {
      wx.canvasToTempFilePath({
        canvasId: 'card', x: 0, y: 0, width: card.WIDTH, height: card.HEIGHT, destWidth: card.WIDTH * 3, destHeight: card.HEIGHT * 3, fileType: 'png',
        success: (res) => this.setData({ picture: res.tempFilePath }),
        fail: () => this.setData({ failed: true }),
      }, this);
    });
  },

  onPicture() {
    if (this.data.picture) wx.previewImage({ urls: [this.data.picture], current: this.data.picture });
  },

  onSave() {
    const t = this.data.t;
    if (!this.data.picture) return;
    if (!wx.canIUse('saveImageToPhotosAlbum')) {
      this.noAlbum();
      return;
    }
    wx.saveImageToPhotosAlbum({
      filePath: this.data.picture,
      success: () => wx.showToast({ title: t.saved, icon: 'success' }),
      fail: (e) => {
        if (!/cancel/.test(e.errMsg)) this.noAlbum();
      },
    });
  },

  noAlbum() {
    wx.showToast({ title: this.data.t.noSave, icon: 'none', duration: 2500 });
    this.onPicture();
  },

  onAgain() {
    wx.redirectTo({ url: '/pages/flight/flight' });
  },

  onHome() {
    wx.reLaunch({ url: '/pages/home/home' });
  },

  onShareAppMessage() {
    const message = { title: i18n.fill(this.data.t.shareTitle, { n: this.shown.metres }), path: '/pages/home/home' };
    return this.data.picture ? Object.assign(message, { imageUrl: this.data.picture }) : message;
  },
});
