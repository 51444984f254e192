// A request to an address that the tester types. The host may refuse it: the list of domains is signed with a release.
const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');
const show = require('../../../utils/show');

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'];

Page(demo({
  name: 'request',
  title: ['网络', 'Network'],
  data: { methods: METHODS, method: 'GET', types: ['text', 'arraybuffer'], type: 'text', url: 'http://127.0.0.1:1/none', header: '{"X-Gallery": "1"}', body: '{"a": 1}', answer: '' },
  onLoad() {
    this.setData({ words: { address: i18n.pick(['网址', 'Address']), send: i18n.pick(['发送', 'Send']), abort: i18n.pick(['中断', 'Abort']), domains: i18n.pick(['别的地址要在 project.config.json 的 domains 里，或在 host.toml 打开 allow_any_domain。', 'Other addresses must be among the domains of project.config.json, or host.toml allows any (allow_any_domain).']), download: i18n.pick(['下载', 'Download']) } });
  },
  methods: {
    onField(e) { this.setData({ [e.currentTarget.dataset.name]: e.detail.value }); },
    onMethod(e) { this.setData({ method: e.currentTarget.dataset.name }); },
    onType(e) { this.setData({ type: e.currentTarget.dataset.name }); },
    json(text) {
      try { return text ? JSON.parse(text) : undefined; } catch (error) { return text; }
    },
    onSend() {
      const from = Date.now();
      const plain = this.data.method === 'GET' || this.data.method === 'HEAD';
      const task = wx.request({
        url: this.data.url, method: this.data.method, header: this.json(this.data.header), data: plain ? undefined : this.json(this.data.body), responseType: this.data.type, timeout: 15000,
        success: (res) => { this.log('success', res.statusCode + ' ' + (Date.now() - from) + ' ms'); this.setData({ answer: show.long({ statusCode: res.statusCode, header: res.header, cookies: res.cookies, data: res.data }) }); },
        fail: (e) => { this.log('fail', e); this.setData({ answer: '' }); },
        complete: () => { this.task = null; },
      });
      this.task = task;
      if (task.onHeadersReceived) task.onHeadersReceived((res) => this.log('onHeadersReceived', res));
      if (task.onChunkReceived) task.onChunkReceived((res) => this.log('onChunkReceived', res));
    },
    onDownload() {
      const task = wx.downloadFile({ url: this.data.url, success: (res) => { this.log('success', res); this.setData({ answer: show.long(res) }); }, fail: (e) => this.log('fail', e), complete: () => { this.task = null; } });
      this.task = task;
      if (task.onProgressUpdate) task.onProgressUpdate((res) => this.log('onProgressUpdate', res));
    },
    onAbort() {
      this.log('abort', this.task ? '' : '—');
      if (this.task) this.task.abort();
    },
  },
}));
