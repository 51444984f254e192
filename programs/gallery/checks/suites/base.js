// Device, host, window, launch; bytes; errors.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const check = function (id, apis, zh, en, run) { return { id: 'base-' + id, apis: apis, text: [zh, en], run: run }; };

function system(info) {
  ['brand', 'model', 'system', 'platform', 'language', 'version', 'SDKVersion'].forEach(function (key) { expect.type(info[key], 'string', key); });
  ['pixelRatio', 'screenWidth', 'screenHeight', 'windowWidth', 'windowHeight', 'statusBarHeight'].forEach(function (key) { expect.type(info[key], 'number', key); });
  expect.ok(info.windowWidth > 0 && info.windowHeight > 0, 'the window has a size');
  expect.ok(info.windowHeight <= info.screenHeight, 'the window is not higher than the screen');
  expect.match(info.SDKVersion, /^\d+\.\d+\.\d+/, 'SDKVersion');
}

function event(name, cause) {
  return new Promise(function (resolve, reject) {
    const off = 'off' + name.slice(2);
    const listener = function (detail) { wx[off](listener); clearTimeout(timer); resolve(detail); };
    const timer = setTimeout(function () { wx[off](listener); reject(new Error(name + ' was not heard')); }, 3000);
    wx[name](listener);
    cause();
  });
}

module.exports = [
  check('system-sync', ['getSystemInfoSync'], 'getSystemInfoSync 的字段', 'fields of getSystemInfoSync', function () { system(wx.getSystemInfoSync()); }),
  check('system', ['getSystemInfo'], 'getSystemInfo 与同步的一致', 'getSystemInfo is the same as the synchronous one', function () {
    return call.run('getSystemInfo', 'async', {}).then(function (answer) {
      const info = expect.success(answer);
      system(info);
      const sync = wx.getSystemInfoSync();
      expect.equal([info.model, info.windowHeight, info.language], [sync.model, sync.windowHeight, sync.language]);
      expect.equal(info.errMsg, 'getSystemInfo:ok');
    });
  }),
  check('system-async', ['getSystemInfoAsync'], 'getSystemInfoAsync', 'getSystemInfoAsync', function () { return call.run('getSystemInfoAsync', 'async', {}).then(function (answer) { system(expect.success(answer)); }); }),
  check('parts', ['getAppBaseInfo', 'getDeviceInfo', 'getWindowInfo'], '分开的信息与合起来的一致', 'the parts agree with the whole', function () {
    const all = wx.getSystemInfoSync();
    const app = wx.getAppBaseInfo();
    const device = wx.getDeviceInfo();
    const window = wx.getWindowInfo();
    expect.equal([app.language, app.SDKVersion, device.model, device.platform, window.windowWidth, window.pixelRatio], [all.language, all.SDKVersion, all.model, all.platform, all.windowWidth, all.pixelRatio]);
    expect.ok(app.host && typeof app.host === 'object', 'host is an object');
    ['left', 'right', 'top', 'bottom', 'width', 'height'].forEach(function (key) { expect.type(window.safeArea && window.safeArea[key], 'number', 'safeArea.' + key); });
  }),
  check('setting', ['getSystemSetting'], 'getSystemSetting 的字段', 'fields of getSystemSetting', function () {
    const setting = wx.getSystemSetting();
    expect.match(setting.deviceOrientation, /^(portrait|landscape)$/, 'deviceOrientation');
    ['bluetoothEnabled', 'locationEnabled', 'wifiEnabled'].forEach(function (key) { expect.type(setting[key], 'boolean', key); });
  }),
  check('authorize-setting', ['getAppAuthorizeSetting'], 'getAppAuthorizeSetting 的取值', 'values of getAppAuthorizeSetting', function () {
    const setting = wx.getAppAuthorizeSetting();
    ['cameraAuthorized', 'locationAuthorized', 'microphoneAuthorized', 'notificationAuthorized'].forEach(function (key) { expect.match(setting[key], /^(authorized|denied|not determined)$/, key); });
  }),
  check('theme', ['getAppBaseInfo'], 'darkmode 时有 theme', 'with darkmode there is a theme', function () { expect.match(wx.getAppBaseInfo().theme, /^(light|dark)$/, 'theme'); }),
  check('launch', ['getLaunchOptionsSync', 'getEnterOptionsSync'], '启动与进入的参数', 'options of launch and entry', function () {
    [wx.getLaunchOptionsSync(), wx.getEnterOptionsSync()].forEach(function (options) {
      expect.type(options.path, 'string', 'path');
      expect.ok(options.path[0] !== '/', 'path has no slash at its start');
      expect.type(options.scene, 'number', 'scene');
      expect.type(options.query, 'object', 'query');
      expect.type(options.referrerInfo, 'object', 'referrerInfo');
    });
  }),
  check('env', ['env'], 'USER_DATA_PATH', 'USER_DATA_PATH', function () { expect.match(wx.env.USER_DATA_PATH, /^(wxfile|http):\/\/usr/, 'USER_DATA_PATH'); }),
  check('base64', ['arrayBufferToBase64', 'base64ToArrayBuffer'], 'Base64 往返', 'Base64 there and back', function () {
    const bytes = new Uint8Array([0, 1, 2, 250, 255, 128, 7]);
    const text = wx.arrayBufferToBase64(bytes.buffer);
    expect.equal(text, 'AAEC+v+ABw==');
    expect.equal(Array.from(new Uint8Array(wx.base64ToArrayBuffer(text))), Array.from(bytes));
  }),
  check('can-i-use', ['canIUse'], 'canIUse：有的、没有的、参数', 'canIUse: there, not there, parameters', function () {
    expect.equal([wx.canIUse('request'), wx.canIUse('view'), wx.canIUse('noSuchThing'), wx.canIUse('getSystemInfoSync.return.screenWidth'), wx.canIUse('button.open-type.share'), wx.canIUse('')], [true, true, false, true, true, false]);
  }),
  check('can-i-use-details', ['canIUse'], 'canIUse：没有的字段是 false', 'canIUse: a member that does not exist is false', function () {
    expect.equal([wx.canIUse('request.object.noSuchOption'), wx.canIUse('button.no-such-attribute'), wx.canIUse('console.log'), wx.canIUse('CanvasContext.fillRect')], [false, false, true, true], 'noSuchOption, no-such-attribute, console.log, CanvasContext.fillRect');
  }),
  check('update', ['getUpdateManager'], '更新管理器的方法', 'methods of the update manager', function () {
    const manager = wx.getUpdateManager();
    expect.equal(['onCheckForUpdate', 'onUpdateReady', 'onUpdateFailed', 'applyUpdate'].map(function (name) { return typeof manager[name]; }), ['function', 'function', 'function', 'function']);
  }),
  check('debug', ['setEnableDebug'], 'setEnableDebug', 'setEnableDebug', function () { return call.run('setEnableDebug', 'async', { enableDebug: false }).then(expect.success); }),
  check('on-error', ['onError', 'offError'], 'onError 听见脚本错误', 'onError hears an error', function () {
    return event('onError', function () { setTimeout(function () { throw new Error('on purpose: onError'); }, 0); }).then(function (message) { expect.match(message, /on purpose: onError/, 'message'); });
  }),
  check('on-rejection', ['onUnhandledRejection', 'offUnhandledRejection'], 'onUnhandledRejection 听见拒绝', 'onUnhandledRejection hears a rejection', function () {
    return event('onUnhandledRejection', function () { Promise.reject(new Error('on purpose: rejection')); }).then(function (detail) { expect.match(detail.reason && detail.reason.message, /on purpose/, 'reason'); });
  }),
  check('styles', ['getSystemInfo'], '回调与 Promise 都可用，complete 总会来', 'callbacks and promises both work; complete always comes', function () {
    const heard = [];
    return new Promise(function (resolve) {
      wx.getSystemInfo({ success: function () { heard.push('success'); }, complete: function (res) { heard.push('complete ' + res.errMsg); resolve(); } });
      heard.push('after');
    }).then(function () { expect.equal(heard, ['after', 'success', 'complete getSystemInfo:ok']); return wx.getSystemInfo(); }).then(function (res) { expect.type(res.model, 'string', 'model'); });
  }),
];
