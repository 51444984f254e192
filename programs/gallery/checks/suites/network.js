// Nobody listens on port 1: what must fail, must fail quickly and by the right words.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const DEAD = 'http://127.0.0.1:1/none';
const run = function (name, args) { return call.run(name, 'async', args); };
const check = function (id, apis, zh, en, work) { return { id: 'network-' + id, apis: apis, text: [zh, en], run: work }; };

module.exports = [
  check('dead-port', ['request'], '没人听的端口：request:fail', 'a dead port: request:fail', function () { return run('request', { url: DEAD, timeout: 5000 }).then(function (answer) { expect.failure(answer, /^request:fail /); }); }),
  check('foreign', ['request'], '名单外的域名被拒', 'a domain that is not listed is refused', function () { return run('request', { url: 'https://not-listed.invalid/', timeout: 5000 }).then(function (answer) { expect.failure(answer, /^request:fail /); }); }),
  check('no-url', ['request'], '没有 url 报参数错误', 'without url: an error of parameters', function () { return run('request', {}).then(function (answer) { expect.failure(answer, /^request:fail .*(parameter|url)/i); }); }),
  check('abort', ['request'], '中断：request:fail abort', 'aborted: request:fail abort', function () {
    return new Promise(function (resolve, reject) {
      const task = wx.request({ url: DEAD, success: function () { reject(new Error('it succeeded')); }, fail: resolve });
      expect.equal(['abort', 'onHeadersReceived', 'offHeadersReceived', 'onChunkReceived'].map(function (name) { return typeof task[name]; }), ['function', 'function', 'function', 'function'], 'methods');
      task.abort();
    }).then(function (error) { expect.match(error.errMsg, /^request:fail abort/, 'errMsg'); });
  }),
  check('download', ['downloadFile'], '下载失败：downloadFile:fail', 'a download fails: downloadFile:fail', function () { return run('downloadFile', { url: DEAD, timeout: 5000 }).then(function (answer) { expect.failure(answer, /^downloadFile:fail /); }); }),
  check('upload', ['uploadFile'], '没有的文件：uploadFile:fail', 'a file that is not there: uploadFile:fail', function () { return run('uploadFile', { url: DEAD, filePath: 'wxfile://tmp_none', name: 'file', timeout: 5000 }).then(function (answer) { expect.failure(answer, /^uploadFile:fail /); }); }),
  check('socket', ['connectSocket'], '没人听的端口：onError 或 fail', 'a dead port: onError, or fail', function () {
    return new Promise(function (resolve) {
      const task = wx.connectSocket({ url: 'ws://127.0.0.1:1/none', fail: function (e) { resolve(e.errMsg); } });
      task.onError(function (e) { resolve((e && e.errMsg) || 'onError'); });
    }).then(function (said) { expect.type(said, 'string', 'errMsg'); });
  }),
  check('many', ['request'], '十五个一起，都有回应', 'fifteen at once, all are answered', function () {
    return Promise.all(Array.from({ length: 15 }, function () { return run('request', { url: DEAD, timeout: 8000 }); })).then(function (list) { list.forEach(function (answer) { expect.failure(answer, /^request:fail /); }); });
  }),
];
