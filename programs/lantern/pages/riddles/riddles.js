// The riddles caught on a flight, one after the other. They wait in storage until they are answered.
const keep = require('../../utils/keep');
const riddles = require('../../utils/riddles');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, riddle: null, place: '', choices: [], told: '', right: false, last: false },

  onLoad() {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.riddles });
    this.language = i18n.language();
    this.list = getApp().phase() === 'running' ? keep.caught().filter((id) => riddles.one(id, this.language)) : [];
    this.all = this.list.length;
    this.setData({ t: t });
    this.ask();
  },

  ask() {
    const id = this.list[0];
    const riddle = id ? riddles.one(id, this.language) : null;
    this.setData({
      riddle: riddle && { ask: riddle.ask, hint: riddle.hint },
      place: i18n.fill(this.data.t.riddle, { n: this.all - this.list.length + 1, all: this.all }),
      choices: riddle ? riddle.choices.map((text, i) => ({ i: i, text: text, mark: '' })) : [],
      told: '', right: false, last: this.list.length <= 1,
    });
  },

  onChoose(e) {
    if (this.data.told) return;
    const id = this.list[0];
    const choice = Number(e.currentTarget.dataset.i);
    const riddle = riddles.one(id, this.language);
    const right = riddles.right(id, this.language, choice);
    this.list = this.list.slice(1);
    keep.keepCaught(this.list);
    if (right) {
      keep.noteSolved(id);
      this.reward();
    }
    const t = this.data.t;
    this.setData({
      right: right,
      told: (right ? '' : i18n.fill(t.answer, { answer: riddle.choices[riddle.answer] }) + ' · ') + riddle.why,
      choices: this.data.choices.map((one) => Object.assign({}, one, { mark: one.i === riddle.answer ? 'right' : one.i === choice ? 'wrong' : 'rest' })),
      headline: right ? i18n.fill(t.right, { n: riddles.POINTS }) : t.wrong,
    });
  },

  // A right answer counts for the flight it was caught on, as long as the program has not been closed since.
  reward() {
    const flight = getApp().globalData.flight;
    if (!flight || !flight.counts) return;
    flight.right += 1;
    flight.score += riddles.POINTS;
    flight.best = keep.noteScore(flight.score, flight.metres) || flight.best;
  },

  onNext() {
    if (this.list.length) this.ask();
    else if (getApp().globalData.flight) wx.redirectTo({ url: '/pages/result/result' });
    else this.onHome();
  },

  onHome() {
    wx.reLaunch({ url: '/pages/home/home' });
  },
});
