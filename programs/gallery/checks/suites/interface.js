// Messages, bars, backgrounds. What only eyes can judge is in the demos; here: the answers.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const run = function (name, args) { return call.run(name, 'async', args); };
const check = function (id, apis, zh, en, work) { return { id: 'interface-' + id, apis: apis, text: [zh, en], run: work }; };
const answers = function (id, calls) {
  return check(id, calls.map(function (each) { return each[0]; }), calls.map(function (each) { return each[0]; }).join('、'), calls.map(function (each) { return each[0]; }).join(', '), function () {
    return calls.reduce(function (before, each) {
      return before.then(function () { return run(each[0], each[1]); }).then(function (answer) {
        expect.success(answer);
        expect.equal(answer.errMsg, each[0] + ':ok', 'errMsg');
      });
    }, Promise.resolve());
  });
};

module.exports = [
  answers('toast', [['showToast', { title: 'check', icon: 'none', duration: 300 }], ['hideToast', {}]]),
  answers('loading', [['showLoading', { title: 'check' }], ['hideLoading', {}]]),
  answers('bar', [['setNavigationBarTitle', { title: '…' }], ['showNavigationBarLoading', {}], ['hideNavigationBarLoading', {}], ['hideHomeButton', {}]]),
  answers('background', [['setBackgroundColor', { backgroundColor: '#ffffff' }], ['setBackgroundTextStyle', { textStyle: 'dark' }]]),
  answers('pull-down', [['startPullDownRefresh', {}], ['stopPullDownRefresh', {}]]),
  check('pull-down-hook', ['startPullDownRefresh', 'stopPullDownRefresh'], 'startPullDownRefresh 会触发 onPullDownRefresh', 'startPullDownRefresh calls onPullDownRefresh', function (stage) {
    const heard = stage.hear('pullDownRefresh');
    const end = function () { return run('stopPullDownRefresh', {}); };
    return run('startPullDownRefresh', {}).then(expect.success).then(function () { return Promise.race([heard, stage.pause(3000).then(function () { return null; })]); }).then(function (got) { return end().then(function () { expect.ok(got, 'onPullDownRefresh was not called within 3 s'); }); });
  }),
  answers('share', [['showShareMenu', { menus: ['shareAppMessage'] }], ['updateShareMenu', { withShareTicket: false }], ['hideShareMenu', {}]]),
  answers('leave', [['enableAlertBeforeUnload', { message: 'check' }], ['disableAlertBeforeUnload', {}]]),
  check('toast-title', ['showToast'], '没有标题的提示失败', 'a toast without a title fails', function () { return run('showToast', {}).then(function (answer) { expect.failure(answer, /^showToast:fail parameter error/); }); }),
  check('sheet-items', ['showActionSheet'], '没有选项、选项过多都失败', 'a sheet with no items, or with seven, fails', function () {
    return run('showActionSheet', {}).then(function (answer) { expect.failure(answer, /^showActionSheet:fail/); return run('showActionSheet', { itemList: ['1', '2', '3', '4', '5', '6', '7'] }); }).then(function (answer) { expect.failure(answer, /^showActionSheet:fail/); });
  }),
  check('bar-colour', ['setNavigationBarColor'], '颜色只能是黑或白', 'the front colour is black or white', function () { return run('setNavigationBarColor', { frontColor: '#123456', backgroundColor: '#ffffff' }).then(function (answer) { expect.failure(answer, /^setNavigationBarColor:fail/); }); }),
  check('bar-colour-ok', ['setNavigationBarColor'], '设置颜色', 'colours are set', function (stage) {
    const dark = stage.dark;
    return run('setNavigationBarColor', { frontColor: dark ? '#ffffff' : '#000000', backgroundColor: dark ? '#101016' : '#f5f5f9' }).then(expect.success);
  }),
  check('tab-bar', ['setTabBarBadge', 'removeTabBarBadge', 'showTabBarRedDot', 'hideTabBarRedDot', 'setTabBarItem', 'setTabBarStyle', 'showTabBar', 'hideTabBar'], '标签栏：不在标签页时，成功或说 not TabBar page', 'the tab bar away from tabs: succeeds, or says "not TabBar page"', function () {
    const calls = [['setTabBarBadge', { index: 1, text: '1' }], ['removeTabBarBadge', { index: 1 }], ['showTabBarRedDot', { index: 0 }], ['hideTabBarRedDot', { index: 0 }], ['setTabBarItem', { index: 2 }], ['setTabBarStyle', {}], ['hideTabBar', {}], ['showTabBar', {}]];
    return calls.reduce(function (before, each) { return before.then(function () { return run(each[0], each[1]); }).then(function (answer) { expect.match(answer.errMsg, new RegExp('^' + each[0] + ':(ok|fail not TabBar page)$'), 'errMsg'); }); }, Promise.resolve());
  }),
  check('tab-index', ['setTabBarBadge'], '没有的标签失败', 'a tab that does not exist fails', function () { return run('setTabBarBadge', { index: 9, text: '1' }).then(function (answer) { expect.failure(answer, /^setTabBarBadge:fail/); }); }),
  check('capsule', ['getMenuButtonBoundingClientRect'], '胶囊的位置合理', 'the capsule is where it can be', function () {
    const rect = wx.getMenuButtonBoundingClientRect();
    const info = wx.getSystemInfoSync();
    expect.ok(rect.width > 0 && rect.height > 0, 'size ' + rect.width + ' × ' + rect.height);
    expect.ok(rect.right <= info.windowWidth && rect.left > info.windowWidth / 2, 'left ' + rect.left + ', right ' + rect.right);
    expect.ok(rect.top >= info.statusBarHeight, 'top ' + rect.top + ' is below the status bar ' + info.statusBarHeight);
    expect.equal(rect.bottom - rect.top, rect.height, 'height');
  }),
];
