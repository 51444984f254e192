// The game: a canvas, a clock, a finger. The rules are in utils/flight.js, the drawing in utils/paint.js.
const config = require('../../data/campaign');
const campaign = require('../../utils/campaign');
const flight = require('../../utils/flight');
const paint = require('../../utils/paint');
const riddles = require('../../utils/riddles');
const keep = require('../../utils/keep');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, stage: 'loading', top: 44, score: 0, flames: [true, true, true], seconds: config.flightSeconds, slips: 0, first: true },

  onLoad() {
    const capsule = wx.getMenuButtonBoundingClientRect();
    this.setData({ t: i18n.strings(), top: (capsule && capsule.bottom) || 44, first: !keep.seen() });
    if (getApp().phase() !== 'running') this.close();
  },

  onReady() {
    if (this.data.stage === 'closed') return;
    wx.createSelectorQuery().select('#sky').fields({ node: true, size: true }).exec((res) => {
      if (!res[0] || !res[0].node) return;
      const canvas = res[0].node;
      const ratio = Math.min(2, wx.getWindowInfo ? wx.getWindowInfo().pixelRatio : wx.getSystemInfoSync().pixelRatio);
      canvas.width = res[0].width * ratio;
      canvas.height = res[0].height * ratio;
      this.canvas = canvas;
      this.ctx = canvas.getContext('2d');
      this.perUnit = res[0].width / flight.WIDTH;
      this.scale = this.perUnit * ratio;
      this.height = res[0].height / this.perUnit;
      paint.load(canvas, (pictures) => {
        this.pictures = pictures;
        this.prepare();
      });
    });
  },

  onHide() {
    this.pause();
  },

  onUnload() {
    this.stop();
  },

  close() {
    this.setData({ stage: 'closed' });
  },

  // A lantern on the ground, waiting.
  prepare() {
    this.scene = { stars: paint.stars(this.height), floats: [], pictures: this.pictures };
    this.state = flight.start({ height: this.height, seconds: config.flightSeconds, seed: Date.now() % 4294967296, riddles: riddles.order(keep.result().solved, Date.now() % 65536) });
    paint.frame(this.ctx, this.state, this.scene, this.scale);
    this.show('ready');
  },

  show(stage) {
    const state = this.state;
    const next = { score: state.score, slips: state.caught.length, seconds: Math.max(0, Math.ceil(state.seconds - state.time)), flames: [0, 1, 2].map((n) => n < state.flames) };
    if (stage) next.stage = stage;
    const data = this.data;
    const changed = Object.keys(next).filter((key) => String(next[key]) !== String(data[key]));
    if (changed.length) this.setData(changed.reduce((all, key) => Object.assign(all, { [key]: next[key] }), {}));
  },

  onStart() {
    if (getApp().phase() !== 'running') {
      this.close();
      return;
    }
    keep.see();
    keep.noteFlight();
    this.tookOff = Date.now();
    this.run();
  },

  run() {
    this.show('flying');
    this.then = 0;
    const loop = (now) => {
      if (this.data.stage !== 'flying') return;
      const events = flight.step(this.state, this.then ? (now - this.then) / 1000 : 0);
      this.then = now;
      events.forEach((event) => {
        paint.note(this.scene, this.state, event);
        if (event.what === 'hurt' && wx.vibrateShort) wx.vibrateShort({ type: 'medium', fail: () => {} });
      });
      paint.frame(this.ctx, this.state, this.scene, this.scale);
      this.show();
      if (this.state.ended) this.land();
      else this.frame = this.canvas.requestAnimationFrame(loop);
    };
    this.frame = this.canvas.requestAnimationFrame(loop);
  },

  stop() {
    if (this.canvas && this.frame) this.canvas.cancelAnimationFrame(this.frame);
    this.frame = 0;
  },

  pause() {
    if (this.data.stage !== 'flying') return;
    this.stop();
    this.show('paused');
  },

  onResume() {
    this.run();
  },

  onLeave() {
    this.stop();
    wx.navigateBack({ fail: () => wx.reLaunch({ url: '/pages/home/home' }) });
  },

  onTouch(e) {
    const touch = e.touches && e.touches[0];
    if (touch && this.state) flight.steer(this.state, touch.x / this.perUnit);
  },

  land() {
    this.stop();
    const state = this.state;
    const counts = campaign.counts(config, this.tookOff, Date.now());
    const score = flight.total(state);
    getApp().globalData.flight = {
      ended: state.ended, collected: state.score, metres: state.metres, light: state.ended === 'moon' ? state.flames * 40 : 0, score: score, right: 0, riddles: state.caught.length, counts: counts,
      best: counts && keep.noteScore(score, state.metres),
    };
    if (counts && state.caught.length) keep.keepCaught(state.caught);
    this.setData({ stage: 'landed' });
    setTimeout(() => wx.redirectTo({ url: counts && state.caught.length ? '/pages/riddles/riddles' : '/pages/result/result' }), 900);
  },
});
