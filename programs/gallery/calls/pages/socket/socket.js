const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'socket',
  title: ['WebSocket', 'WebSocket'],
  data: { url: 'ws://127.0.0.1:1/none', text: 'hello 你好', state: '—' },
  onLoad() { this.setData({ words: { open: i18n.pick(['连接', 'Connect']), send: i18n.pick(['发送', 'Send']), bytes: i18n.pick(['发二进制', 'Send bytes']), close: i18n.pick(['关闭', 'Close']) } }); },
  hooks: {
    onUnload() { this.onClose(); },
  },
  methods: {
    onUrl(e) { this.setData({ url: e.detail.value }); },
    onText(e) { this.setData({ text: e.detail.value }); },
    onOpen() {
      try {
        const task = wx.connectSocket({ url: this.data.url, protocols: [], success: (res) => this.log('connectSocket', res.errMsg), fail: (e) => this.log('connectSocket', e.errMsg) });
        this.task = task;
        const tell = (name) => (res) => { this.log(name, res); this.setData({ state: String(task.readyState) }); };
        task.onOpen(tell('onOpen'));
        task.onMessage(tell('onMessage'));
        task.onError(tell('onError'));
        task.onClose(tell('onClose'));
      } catch (error) {
        this.log('thrown', error.message);
      }
    },
    send(data) {
      if (!this.task) return this.log('send', 'no task');
      return this.task.send({ data: data, success: (res) => this.log('send', res.errMsg), fail: (e) => this.log('send', e.errMsg) });
    },
    onSend() { this.send(this.data.text); },
    onBytes() { this.send(new Uint8Array([1, 2, 3, 255]).buffer); },
    onClose() {
      if (this.task) this.task.close({ code: 1000, reason: 'bye', success: (res) => this.log('close', res.errMsg), fail: (e) => this.log('close', e.errMsg) });
      this.task = null;
    },
  },
}));
