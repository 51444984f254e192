// Files and media, as far as no person is needed.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const run = function (name, args) { return call.run(name, 'async', args); };
const check = function (id, apis, zh, en, work) { return { id: 'files-' + id, apis: apis, text: [zh, en], run: work }; };

module.exports = [
  check('image-info', ['getImageInfo'], '包内图片的大小', 'the size of a picture in the package', function () {
    return run('getImageInfo', { src: '/images/scene.png' }).then(function (answer) { const info = expect.success(answer); expect.equal([info.width, info.height, info.type, info.orientation], [400, 240, 'png', 'up']); expect.type(info.path, 'string', 'path'); });
  }),
  check('image-missing', ['getImageInfo'], '没有的图片失败', 'a picture that is not there fails', function () { return run('getImageInfo', { src: '/images/none.png' }).then(function (answer) { expect.failure(answer, /^getImageInfo:fail/); }); }),
  check('save-missing', ['saveFile'], '没有的文件存不了', 'a file that is not there is not kept', function () { return run('saveFile', { tempFilePath: 'wxfile://tmp_none' }).then(function (answer) { expect.failure(answer, /^saveFile:fail/); }); }),
  check('save', ['saveFile', 'canvasToTempFilePath'], '画布导出的文件可以保存', 'a file exported from a canvas can be kept', function (stage) {
    return stage.query(function (q) { q.select('#one-canvas').node(); }).then(function (res) { return run('canvasToTempFilePath', { canvas: res[0].node }); }).then(function (answer) { return run('saveFile', { tempFilePath: expect.success(answer).tempFilePath }); }).then(function (answer) { expect.match(expect.success(answer).savedFilePath, /^(wxfile|http):\/\//, 'savedFilePath'); });
  }),
  check('manager', ['getFileSystemManager'], '写、读、查、删', 'write, read, look, remove', function () {
    const files = wx.getFileSystemManager();
    const path = wx.env.USER_DATA_PATH + '/gallery-check.txt';
    files.writeFileSync(path, '你好', 'utf8');
    expect.equal(files.readFileSync(path, 'utf8'), '你好', 'read');
    expect.equal(files.statSync(path).size, 6, 'size');
    files.appendFileSync(path, '!', 'utf8');
    expect.ok(files.readdirSync(wx.env.USER_DATA_PATH).indexOf('gallery-check.txt') >= 0, 'readdir');
    files.unlinkSync(path);
    expect.throws(function () { files.accessSync(path); }, 'accessSync of a removed file');
  }),
  check('package-file', ['getFileSystemManager'], '读包里的文件', 'a file of the package', function () { expect.type(JSON.parse(wx.getFileSystemManager().readFileSync('/data/sample.json', 'utf8')).n, 'number', 'n'); }),
  check('file-info', ['getFileInfo'], '没有的文件：getFileInfo:fail', 'a file that is not there: getFileInfo:fail', function () { return run('getFileInfo', { filePath: 'wxfile://tmp_none' }).then(function (answer) { expect.failure(answer, /^getFileInfo:fail/); }); }),
  check('audio', ['createInnerAudioContext'], '音频对象能加载包内的声音', 'a player loads a sound of the package', function () {
    return new Promise(function (resolve, reject) {
      const audio = wx.createInnerAudioContext();
      audio.onCanplay(function () { audio.destroy(); resolve(); });
      audio.onError(function (e) { audio.destroy(); reject(new Error('onError ' + e.errCode + ' ' + e.errMsg)); });
      audio.src = '/media/files/tone.mp3';
    });
  }),
  check('video', ['createVideoContext'], '视频对象的方法', 'methods of a video context', function (stage) {
    const video = wx.createVideoContext('one-video', stage.page);
    expect.equal(['play', 'pause', 'stop', 'seek', 'sendDanmu', 'playbackRate', 'requestFullScreen', 'exitFullScreen'].filter(function (name) { return typeof video[name] !== 'function'; }), [], 'missing');
  }),
  // Which of the two formats a device plays differs; one of them it must.
  check('video-load', [], '包里的视频能加载', 'a video of the package loads', function (stage) {
    const load = function (source) {
      const heard = Promise.race([stage.hear('film-loadedmetadata').then(function (detail) { return detail; }), stage.hear('film-error').then(function (detail) { return { failed: detail.errMsg }; })]);
      stage.page.setData({ 'probe.film': source });
      return heard;
    };
    return load('/media/files/pattern.mp4').then(function (first) {
      if (!first.failed) return first;
      return load('/media/files/pattern.webm');
    }).then(function (got) {
      expect.ok(!got.failed, 'neither mp4 nor webm: ' + got.failed);
      expect.equal([got.width, got.height, Math.round(got.duration)], [320, 180, 4], 'width, height, duration');
    });
  }),
];
