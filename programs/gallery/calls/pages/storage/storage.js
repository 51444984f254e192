const { demo } = require('../../../utils/demo');
const call = require('../../../utils/call');
const show = require('../../../utils/show');

Page(demo({
  name: 'storage',
  title: ['数据缓存', 'Storage'],
  data: { key: 'gallery', value: '{"n": 1}', actions: ['setStorage', 'getStorage', 'removeStorage', 'getStorageInfo', 'getStorageSync', 'encrypt', 'big', 'clearStorage'], keys: [] },
  hooks: {
    onShow() { this.look(); },
  },
  methods: {
    onKey(e) { this.setData({ key: e.detail.value }); },
    onValue(e) { this.setData({ value: e.detail.value }); },
    look() {
      const info = wx.getStorageInfoSync();
      this.setData({ keys: info.keys, size: info.currentSize + ' / ' + info.limitSize + ' KB' });
    },
    read() {
      try { return JSON.parse(this.data.value); } catch (error) { return this.data.value; }
    },
    onDo(e) {
      const name = e.currentTarget.dataset.name;
      const key = this.data.key;
      const said = (answer) => { this.log(answer.outcome, answer.errMsg + ' ' + show.short(answer.result, 200)); this.look(); };
      if (name === 'getStorageSync') return call.run(name, 'sync', [key]).then(said);
      if (name === 'big') return call.run('setStorage', 'async', { key: 'big', data: 'x'.repeat(2 * 1024 * 1024) }).then(said);
      if (name === 'encrypt') return call.run('setStorage', 'async', { key, data: this.read(), encrypt: true }).then((answer) => { said(answer); return call.run('getStorage', 'async', { key, encrypt: true }).then(said); });
      return call.run(name, 'async', name === 'setStorage' ? { key, data: this.read() } : { key }).then(said);
    },
  },
}));
