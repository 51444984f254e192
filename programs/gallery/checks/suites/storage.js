// Storage: what is kept is what comes back.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const KEY = 'gallery-check';
const VALUE = { n: 1, nested: { list: [1, 'two', null, true], text: '你好 😀' }, empty: '' };
const check = function (id, apis, zh, en, run) { return { id: 'storage-' + id, apis: apis, text: [zh, en], run: run }; };
const run = function (name, args) { return call.run(name, 'async', args); };

module.exports = [
  check('round-trip', ['setStorage', 'getStorage'], '存什么取什么', 'what is kept comes back', function () {
    return run('setStorage', { key: KEY, data: VALUE }).then(expect.success).then(function () { return run('getStorage', { key: KEY }); }).then(function (answer) { expect.equal(expect.success(answer).data, VALUE); });
  }),
  check('types', ['setStorageSync', 'getStorageSync'], '各种类型', 'values of every type', function () {
    [0, -1.5, '', 'text', true, false, null, [], [1, [2]], {}, { a: { b: 'c' } }].forEach(function (value) {
      wx.setStorageSync(KEY, value);
      expect.equal(wx.getStorageSync(KEY), value, JSON.stringify(value));
    });
  }),
  check('copy', ['setStorageSync', 'getStorageSync'], '取出的是副本', 'what comes back is a copy', function () {
    wx.setStorageSync(KEY, { a: 1 });
    wx.getStorageSync(KEY).a = 2;
    expect.equal(wx.getStorageSync(KEY), { a: 1 });
  }),
  check('missing', ['getStorage', 'removeStorage'], '没有的键失败', 'a key that is not there fails', function () {
    return run('removeStorage', { key: 'gallery-none' }).then(function () { return run('getStorage', { key: 'gallery-none' }); }).then(function (answer) { expect.failure(answer, /^getStorage:fail.*data not found/); });
  }),
  check('missing-sync', ['getStorageSync', 'removeStorageSync'], '没有的键同步取到空字符串', 'a missing key is an empty string, at once', function () {
    wx.removeStorageSync('gallery-none');
    expect.equal(wx.getStorageSync('gallery-none'), '');
  }),
  check('no-key', ['setStorage'], '没有 key 报参数错误', 'without a key: an error of parameters', function () { return run('setStorage', { data: 1 }).then(function (answer) { expect.failure(answer, /^setStorage:fail parameter error/); }); }),
  check('info', ['getStorageInfo', 'getStorageInfoSync', 'setStorageSync', 'removeStorageSync'], '占用信息', 'what is kept, and how much', function () {
    wx.setStorageSync(KEY, 'x'.repeat(3000));
    return run('getStorageInfo', {}).then(function (answer) {
      const info = expect.success(answer);
      expect.ok(info.keys.indexOf(KEY) >= 0, 'keys hold the key');
      expect.equal(info.limitSize, 10240, 'limitSize');
      expect.ok(info.currentSize >= 2, 'currentSize is ' + info.currentSize);
      expect.equal(wx.getStorageInfoSync().keys.slice().sort(), info.keys.slice().sort(), 'keys, at once');
      wx.removeStorageSync(KEY);
      expect.ok(wx.getStorageInfoSync().keys.indexOf(KEY) < 0, 'keys without it');
    });
  }),
  check('too-large', ['setStorage', 'getStorageSync'], '一个键超过 1 MB 失败，旧值不变', 'more than 1 MB fails and leaves the old value', function () {
    wx.setStorageSync(KEY, 'old');
    return run('setStorage', { key: KEY, data: 'x'.repeat(1100 * 1024) }).then(function (answer) { expect.failure(answer, /^setStorage:fail/); expect.equal(wx.getStorageSync(KEY), 'old'); });
  }),
  check('batch', ['batchSetStorage', 'batchGetStorage'], '批量', 'several at once', function () {
    return run('batchSetStorage', { kvList: [{ key: 'gallery-a', value: 1 }, { key: 'gallery-b', value: { c: '2' } }] }).then(expect.success).then(function () { expect.equal([wx.getStorageSync('gallery-a'), wx.getStorageSync('gallery-b')], [1, { c: '2' }]); return run('batchGetStorage', { keyList: ['gallery-a', 'gallery-b'] }); }).then(function (answer) { expect.equal(expect.success(answer).dataList, [1, { c: '2' }]); });
  }),
  check('batch-sync', ['batchSetStorageSync', 'batchGetStorageSync', 'removeStorageSync'], '批量，同步', 'several, synchronously', function () {
    wx.batchSetStorageSync([{ key: 'gallery-a', value: [1] }, { key: 'gallery-b', value: 'b' }]);
    expect.equal(wx.batchGetStorageSync(['gallery-a', 'gallery-b']), [[1], 'b']);
    wx.removeStorageSync('gallery-a');
    wx.removeStorageSync('gallery-b');
  }),
  check('remove', ['setStorageSync', 'removeStorage', 'getStorageSync'], '删除', 'removing', function () {
    wx.setStorageSync(KEY, 1);
    return run('removeStorage', { key: KEY }).then(expect.success).then(function () { expect.equal(wx.getStorageSync(KEY), ''); });
  }),
  // The gallery keeps nothing of worth: all may go.
  check('clear', ['setStorageSync', 'clearStorage', 'clearStorageSync', 'getStorageInfoSync'], '清空', 'clearing', function () {
    wx.setStorageSync(KEY, 1);
    wx.clearStorageSync();
    expect.equal(wx.getStorageInfoSync().keys, []);
    wx.setStorageSync(KEY, 1);
    return run('clearStorage', {}).then(expect.success).then(function () { expect.equal(wx.getStorageInfoSync().keys, []); });
  }),
];
