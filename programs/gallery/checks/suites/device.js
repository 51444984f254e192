// Device, account, consent, analytics; what needs a person is not here.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const run = function (name, args) { return call.run(name, 'async', args); };
const check = function (id, apis, zh, en, work) { return { id: 'device-' + id, apis: apis, text: [zh, en], run: work }; };

module.exports = [
  check('clipboard', ['setClipboardData', 'getClipboardData'], '剪贴板写什么读什么', 'what is put on the clipboard is read', function () {
    const text = 'gallery 画廊 ' + Date.now();
    return run('setClipboardData', { data: text }).then(expect.success).then(function () { return run('hideToast', {}); }).then(function () { return run('getClipboardData', {}); }).then(function (answer) { expect.equal(expect.success(answer).data, text); });
  }),
  check('network', ['getNetworkType'], '网络类型是已知的一种', 'the kind of network is a known one', function () { return run('getNetworkType', {}).then(function (answer) { expect.match(expect.success(answer).networkType, /^(wifi|2g|3g|4g|5g|unknown|none)$/, 'networkType'); }); }),
  check('battery', ['getBatteryInfo'], '电量在 1 到 100 之间', 'the battery is between 1 and 100', function () { return run('getBatteryInfo', {}).then(function (answer) { const info = expect.success(answer); expect.ok(Number(info.level) >= 1 && Number(info.level) <= 100, 'level ' + info.level); expect.type(info.isCharging, 'boolean', 'isCharging'); }); }),
  check('brightness', ['getScreenBrightness'], '亮度在 0 到 1 之间', 'brightness is between 0 and 1', function () { return run('getScreenBrightness', {}).then(function (answer) { const value = expect.success(answer).value; expect.ok(value >= 0 && value <= 1, 'value ' + value); }); }),
  check('random', ['getRandomValues'], '随机数每次不同', 'random bytes differ', function () { return Promise.all([run('getRandomValues', { length: 16 }), run('getRandomValues', { length: 16 })]).then(function (two) { const hex = two.map(function (answer) { return Array.from(new Uint8Array(expect.success(answer).randomValues)).join(); }); expect.ok(hex[0] !== hex[1], 'twice the same'); }); }),
  check('login', ['login', 'checkSession'], '登录得到 code，随后有效', 'signing in gives a code, and is valid then', function () { return run('login', {}).then(function (answer) { const code = expect.success(answer).code; expect.ok(typeof code === 'string' && code.length > 0, 'code'); return run('checkSession', {}); }).then(expect.success); }),
  check('account', ['getAccountInfoSync'], '程序自己的信息', 'about the program itself', function () { const info = wx.getAccountInfoSync(); expect.type(info.miniProgram.appId, 'string', 'appId'); expect.match(info.miniProgram.envVersion, /^(develop|trial|release)$/, 'envVersion'); }),
  check('setting', ['getSetting'], '授权是布尔值', 'grants are booleans', function () { return run('getSetting', {}).then(function (answer) { const grants = expect.success(answer).authSetting; expect.type(grants, 'object', 'authSetting'); Object.keys(grants).forEach(function (key) { expect.type(grants[key], 'boolean', key); }); }); }),
  check('authorize', ['authorize'], '不存在的 scope 失败', 'a scope that does not exist fails', function () { return run('authorize', { scope: 'scope.noSuchThing' }).then(function (answer) { expect.failure(answer, /^authorize:fail/); }); }),
  check('user', ['getUserInfo'], '用户信息不含真名', 'no real name in the user information', function () { return run('getUserInfo', {}).then(function (answer) { const user = expect.success(answer).userInfo; expect.type(user.nickName, 'string', 'nickName'); expect.type(user.avatarUrl, 'string', 'avatarUrl'); }); }),
  check('profile', ['getUserProfile'], '没有 desc 报参数错误', 'without desc: an error of parameters', function () { return run('getUserProfile', {}).then(function (answer) { expect.failure(answer, /^getUserProfile:fail/); }); }),
  check('phone', ['makePhoneCall'], '没有号码报参数错误', 'without a number: an error of parameters', function () { return run('makePhoneCall', {}).then(function (answer) { expect.failure(answer, /^makePhoneCall:fail/); }); }),
  check('program', ['navigateToMiniProgram'], '没有 appId 失败', 'without appId it fails', function () { return run('navigateToMiniProgram', {}).then(function (answer) { expect.failure(answer, /^navigateToMiniProgram:fail/); }); }),
  check('keyboard', ['hideKeyboard'], '没有键盘时也有回应', 'it answers without a keyboard too', function () { return run('hideKeyboard', {}).then(function (answer) { expect.match(answer.errMsg, /^hideKeyboard:(ok|fail)/, 'errMsg'); }); }),
  check('report', ['reportAnalytics', 'reportEvent'], '上报不抛异常', 'reporting does not throw', function () { wx.reportAnalytics('gallery', { n: 1 }); wx.reportEvent('gallery', { n: 1 }); }),
];
