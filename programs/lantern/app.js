// Lantern night. Every page asks here where the campaign stands; what a phase leaves no place for is removed at once.
const config = require('./data/campaign');
const campaign = require('./utils/campaign');
const keep = require('./utils/keep');

App({
  // The last flight, for the pages after it: { score, metres, flames, points, ended, counts, riddles, right }.
  globalData: { flight: null, farewell: null },

  onShow() {
    this.phase();
  },

  // At the last date the result is read once more before it is erased, so that it can be shown a last time.
  phase() {
    const phase = campaign.phase(config, Date.now());
    if (phase === 'removed' && !this.globalData.farewell) this.globalData.farewell = keep.result();
    keep.tidy(phase);
    return phase;
  },

  onPageNotFound() {
    wx.reLaunch({ url: '/pages/home/home' });
  },
});
