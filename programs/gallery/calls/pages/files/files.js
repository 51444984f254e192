const { demo } = require('../../../utils/demo');
const call = require('../../../utils/call');
const show = require('../../../utils/show');

const NAMES = ['chooseImage', 'chooseMedia', 'chooseMessageFile', 'getImageInfo', 'compressImage', 'previewImage', 'saveFile', 'getFileInfo', 'getSavedFileList', 'saveImageToPhotosAlbum', 'uploadFile'];
const FILES = ['writeFile', 'readFile', 'appendFile', 'stat', 'readdir', 'mkdir', 'copyFile', 'unlink', 'access'];

Page(demo({
  name: 'files',
  title: ['文件与图片', 'Files and pictures'],
  data: { names: NAMES, files: FILES, path: '/images/scene.png', url: 'http://127.0.0.1:1/upload' },
  methods: {
    onPath(e) { this.setData({ path: e.detail.value }); },
    onUrl(e) { this.setData({ url: e.detail.value }); },
    args(name) {
      const path = this.data.path;
      const given = { getImageInfo: { src: path }, compressImage: { src: path, quality: 50 }, previewImage: { urls: [path] }, saveFile: { tempFilePath: path }, getFileInfo: { filePath: path }, saveImageToPhotosAlbum: { filePath: path }, uploadFile: { url: this.data.url, filePath: path, name: 'file', formData: { n: '1' } }, chooseImage: { count: 3 }, chooseMedia: { count: 3, mediaType: ['image'] }, chooseMessageFile: { count: 1 } };
      return given[name] || {};
    },
    onDo(e) {
      const name = e.currentTarget.dataset.name;
      call.run(name, 'async', this.args(name), 0).then((answer) => {
        this.log(answer.outcome, answer.errMsg + ' ' + show.short(answer.result, 240));
        const res = answer.result || {};
        const path = (res.tempFilePaths && res.tempFilePaths[0]) || (res.tempFiles && res.tempFiles[0] && (res.tempFiles[0].tempFilePath || res.tempFiles[0].path)) || res.savedFilePath || res.tempFilePath;
        if (path && answer.outcome === 'ok') this.setData({ path });
      });
    },
    onFile(e) {
      const name = e.currentTarget.dataset.name;
      let files;
      try {
        files = wx.getFileSystemManager();
      } catch (error) {
        this.log('getFileSystemManager', error.message);
        return;
      }
      const path = wx.env.USER_DATA_PATH + '/gallery.txt';
      const given = { writeFile: { filePath: path, data: 'hello 你好', encoding: 'utf8' }, readFile: { filePath: path, encoding: 'utf8' }, appendFile: { filePath: path, data: '+' }, stat: { path }, readdir: { dirPath: wx.env.USER_DATA_PATH }, mkdir: { dirPath: wx.env.USER_DATA_PATH + '/folder', recursive: true }, copyFile: { srcPath: path, destPath: path + '.copy' }, unlink: { filePath: path }, access: { path } };
      if (typeof files[name] !== 'function') return void this.log(name, 'undefined');
      files[name](Object.assign({}, given[name], { success: (res) => this.log(name, res), fail: (error) => this.log(name, error) }));
    },
  },
}));
