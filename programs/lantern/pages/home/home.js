// By the river: where the campaign stands, what the person has done, and the way to the game while there is one.
const config = require('../../data/campaign');
const campaign = require('../../utils/campaign');
const keep = require('../../utils/keep');
const riddles = require('../../utils/riddles');
const i18n = require('../../utils/i18n');

const TICK = 30000;

Page({
  data: { t: {}, phase: '', left: null, label: '', dates: '', text: '', headline: '', stats: [], has: false, pending: '', play: '' },

  onLoad() {
    this.language = i18n.language();
    wx.setNavigationBarTitle({ title: i18n.strings().title });
    this.setData({ t: i18n.strings() });
  },

  onShow() {
    this.refresh();
    this.timer = setInterval(() => this.refresh(), TICK);
  },

  onHide() {
    clearInterval(this.timer);
  },

  onUnload() {
    clearInterval(this.timer);
  },

  refresh() {
    const t = i18n.strings();
    const app = getApp();
    const phase = app.phase();
    const result = app.globalData.farewell || keep.result();
    const has = result.flights > 0;
    const left = campaign.untilNext(config, Date.now());
    const first = i18n.day(config.opens, this.language);
    const last = i18n.day(config.ends, this.language, true);
    const waiting = phase === 'running' ? keep.caught().length : 0;
    this.setData({
      phase: phase,
      left: left !== null && (phase === 'before' || phase === 'running') ? campaign.parts(left) : null,
      label: phase === 'before' ? t.opensIn : t.endsIn,
      dates: phase === 'before' ? i18n.fill(t.firstNight, { date: first }) : i18n.fill(t.lastNight, { date: last }),
      headline: { before: t.soon, running: '', over: t.over, removed: t.removed }[phase],
      text: {
        before: i18n.fill(t.soonText, { date: first }),
        running: '',
        over: has ? i18n.fill(t.overText, { date: i18n.day(config.removed, this.language, true) }) : t.overEmpty,
        removed: has ? t.removedLast : t.removedText,
      }[phase],
      has: has,
      stats: [
        { key: 'best', name: t.best, value: has ? result.best.score : t.none },
        { key: 'height', name: t.height, value: has ? i18n.fill(t.metres, { n: result.best.height }) : t.none },
        { key: 'solved', name: t.solved, value: i18n.fill(t.solvedOf, { n: result.solved.length, all: riddles.count }) },
      ],
      pending: waiting ? i18n.fill(t.pending, { n: waiting }) : '',
      play: has ? t.again : t.play,
    });
  },

  onPlay() {
    if (this.data.phase === 'running') wx.navigateTo({ url: '/pages/flight/flight' });
  },

  onGuess() {
    wx.navigateTo({ url: '/pages/riddles/riddles' });
  },

  onCard() {
    wx.navigateTo({ url: '/pages/result/result?card=1' });
  },

  onShareAppMessage() {
    return { title: i18n.strings().shareHome, path: '/pages/home/home' };
  },
});
