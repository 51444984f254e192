// Pages that are really opened and left again, and routes that must fail.
const call = require('../../utils/call');
const trace = require('../../utils/trace');
const expect = require('../utils/expect');

const LANDING = '/calls/pages/landing/landing';
const run = function (name, args) { return call.run(name, 'async', args); };
const check = function (id, apis, zh, en, work) { return { id: 'routes-' + id, apis: apis, text: [zh, en], run: work }; };
const depth = function () { return getCurrentPages().length; };

module.exports = [
  check('open-back', ['navigateTo', 'navigateBack'], '打开一页再返回', 'a page is opened and left', function (stage) {
    const before = depth();
    return run('navigateTo', { url: LANDING + '?from=check&n=1' }).then(expect.success).then(function () { return stage.pause(300); }).then(function () {
      const pages = getCurrentPages();
      expect.equal([depth(), pages[depth() - 1].route, pages[depth() - 1].options], [before + 1, LANDING.slice(1), { from: 'check', n: '1' }]);
      return run('navigateBack', {});
    }).then(expect.success).then(function () { return stage.pause(300); }).then(function () { expect.equal(depth(), before, 'depth'); });
  }),
  check('hooks', ['navigateTo', 'navigateBack'], '钩子的次序', 'the order of hooks', function (stage) {
    trace.clear();
    return run('navigateTo', { url: LANDING }).then(function () { return stage.pause(300); }).then(function () { return run('navigateBack', {}); }).then(function () { return stage.pause(300); }).then(function () {
      const names = trace.names().filter(function (name) { return /^(checks|landing)\./.test(name); });
      expect.equal(names, ['checks.onHide', 'landing.onLoad', 'landing.onShow', 'landing.onUnload', 'checks.onShow']);
    });
  }),
  check('channel', ['navigateTo', 'navigateBack'], '事件通道：success 里发的，onLoad 里听得到', 'the event channel: emitted in success, heard in onLoad', function (stage) {
    return new Promise(function (resolve, reject) {
      wx.navigateTo({ url: '/calls/pages/channel-end/channel-end', events: { reply: resolve }, success: function (res) { res.eventChannel.emit('greet', { text: 'check' }); }, fail: reject });
    }).then(function (reply) { expect.equal(reply, { heard: true }); return run('navigateBack', {}); }, function (error) { throw error; }).then(function () { return stage.pause(300); });
  }),
  check('nowhere', ['navigateTo', 'redirectTo', 'reLaunch'], '没有的页：失败，且留在原处', 'a page that does not exist: fails, and nothing moves', function () {
    const before = depth();
    return ['navigateTo', 'redirectTo', 'reLaunch'].reduce(function (chain, name) { return chain.then(function () { return run(name, { url: '/pages/nowhere/nowhere' }); }).then(function (answer) { expect.failure(answer, new RegExp('^' + name + ':fail page "?.*nowhere.*"? is not found')); }); }, Promise.resolve()).then(function () { expect.equal(depth(), before, 'depth'); });
  }),
  check('tab', ['navigateTo', 'switchTab'], '标签页不能 navigateTo，普通页不能 switchTab', 'no navigateTo to a tab, no switchTab to another page', function () {
    return run('navigateTo', { url: '/pages/apis/apis' }).then(function (answer) { expect.failure(answer, /^navigateTo:fail can not navigateTo a tabbar page/); return run('switchTab', { url: LANDING }); }).then(function (answer) { expect.failure(answer, /^switchTab:fail can not switch to no-tabBar page/); });
  }),
  check('no-url', ['navigateTo'], '没有 url 报参数错误', 'without url: an error of parameters', function () { return run('navigateTo', {}).then(function (answer) { expect.failure(answer, /^navigateTo:fail parameter error/); }); }),
];
