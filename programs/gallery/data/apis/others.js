// Analytics, advertising, worker, cloud, third-party platform.
module.exports = {
  reportAnalytics: ['自定义分析（旧）；什么都不收集。', 'Analytics (old); nothing is collected.', ['gallery', { n: 1 }]],
  reportEvent: ['自定义事件；什么都不收集。', 'An event; nothing is collected.', ['gallery', { n: 1 }]],
  reportMonitor: ['业务监控上报。', 'Reports to monitoring.', ['1', 1]],
  getExptInfoSync: ['实验参数。', 'Parameters of experiments.', [['none']]],
  createInterstitialAd: ['插屏广告。', 'An interstitial.', [{ adUnitId: 'none' }]],
  createRewardedVideoAd: ['激励视频广告。', 'A rewarded video.', [{ adUnitId: 'none' }]],
  createWorker: ['后台线程。', 'A thread of the program.', ['workers/none.js']],
  cloud: ['云开发。', 'Cloud development.'],
  getExtConfig: ['第三方平台的配置。', 'Configuration of a third-party platform.', {}],
  getExtConfigSync: ['第三方平台的配置，同步。', 'The same, at once.', []],
};
