// What programs expect of the JavaScript engine, beyond the language of textbooks.
const expect = require('../utils/expect');

const check = function (id, zh, en, run) { return { id: 'engine-' + id, apis: [], text: [zh, en], run: run }; };

module.exports = [
  check('regexp', 'RegExp.$1 是上一次匹配', 'RegExp.$1 is of the last match', function () {
    /(\d+)-(\d+)/.test('2026-02');
    expect.equal([RegExp.$1, RegExp.$2], ['2026', '02']);
  }),
  check('grouping', 'toLocaleString 有千分位', 'toLocaleString groups digits', function () {
    expect.equal((1234567.5).toLocaleString('en-US'), '1,234,567.5');
  }),
  check('collation', '中文按拼音排序', 'Chinese sorts by pinyin', function () {
    expect.equal(['张', '李', '王'].sort(function (a, b) { return a.localeCompare(b, 'zh-CN'); }), ['李', '王', '张']);
  }),
  check('dates', '常见日期写法都能解析', 'common forms of dates are parsed', function () {
    ['2024-01-05 13:04:05', '2024/1/5', '2024-01-05T13:04:05', 'Jan 5, 2024'].forEach(function (text) { expect.ok(!isNaN(new Date(text).getTime()), text); });
  }),
  check('order', 'Promise 先于定时器', 'promises come before timers', function () {
    const order = [];
    return new Promise(function (resolve) {
      setTimeout(function () { order.push('timer'); resolve(); }, 0);
      Promise.resolve().then(function () { order.push('promise'); });
      order.push('now');
    }).then(function () { expect.equal(order, ['now', 'promise', 'timer']); });
  }),
  check('timers', '定时器能取消、按时间排序', 'timers can be cancelled and keep their order', function () {
    const order = [];
    clearTimeout(setTimeout(function () { order.push('never'); }, 5));
    return new Promise(function (resolve) {
      const tick = setInterval(function () {
        order.push('tick');
        if (order.length >= 3) { clearInterval(tick); resolve(); }
      }, 5);
    }).then(function () { expect.equal(order, ['tick', 'tick', 'tick']); });
  }),
  check('browser', '没有浏览器的全局量', 'no globals of browsers', function () {
    expect.equal([typeof window, typeof document, typeof XMLHttpRequest, typeof localStorage], ['undefined', 'undefined', 'undefined', 'undefined']);
  }),
  check('globals', 'App、Page、Component、getApp 都在', 'App, Page, Component, getApp are there', function () {
    expect.equal([typeof App, typeof Page, typeof Component, typeof Behavior, typeof getApp, typeof getCurrentPages, typeof require], ['function', 'function', 'function', 'function', 'function', 'function', 'function']);
    expect.equal(getApp().answer(), 42);
  }),
  check('extensible', 'wx 上可以挂东西', 'something can be kept on wx', function () {
    wx.galleryMark = 1;
    expect.equal(wx.galleryMark, 1);
    delete wx.galleryMark;
  }),
  check('modules', '模块只执行一次，循环引用可用', 'a module runs once', function () {
    const a = require('../utils/expect');
    expect.ok(a === expect, 'two copies of one module');
  }),
  check('modern', '新语法：可选链、BigInt、命名分组', 'newer syntax: optional chaining, BigInt, named groups', function () {
    const none = null;
    expect.equal([none?.x ?? 'd', String(2n ** 64n), /(?<y>\d{4})/.exec('in 2026').groups.y], ['d', '18446744073709551616', '2026']);
  }),
  check('bytes', '类型数组与 DataView', 'typed arrays and DataView', function () {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat32(0, 1.5);
    expect.equal([view.getFloat32(0), Array.from(new Uint8Array([256, -1]))], [1.5, [0, 255]]);
  }),
];
