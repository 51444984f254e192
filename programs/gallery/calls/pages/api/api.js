// One API: what it is for, an argument to change, what came of a call. `?name=request`.
const apis = require('../../../data/apis/index');
const call = require('../../../utils/call');
const i18n = require('../../../utils/i18n');
const show = require('../../../utils/show');

Page({
  data: { t: {}, name: '', args: '', answer: null, running: false, listening: false, events: [] },

  onLoad(query) {
    const api = apis.find(query.name) || apis.find('request');
    const t = i18n.strings();
    this.api = api;
    this.heard = 0;
    wx.setNavigationBarTitle({ title: api.name });
    this.setData({
      t: t,
      name: api.name,
      kind: api.kind,
      text: i18n.pick(apis.words(api.name)),
      state: apis.state(api.name),
      known: String(wx.canIUse(api.name)),
      type: typeof wx[api.name],
      args: JSON.stringify(apis.example(api.name), null, 2),
      takes: api.kind === 'event' || api.kind === 'value' ? '' : api.kind === 'async' ? t.argument : t.positional,
      go: api.kind === 'event' ? t.listen : t.run,
    });
    if (query.run) this.onRun();
  },

  onUnload() {
    this.unlisten();
  },

  onArgs(e) {
    this.data.args = e.detail.value;
  },

  onRun() {
    if (this.api.kind === 'event') return this.listen();
    let args;
    try {
      args = this.data.args.trim() ? JSON.parse(this.data.args) : undefined;
    } catch (error) {
      this.setData({ answer: { outcome: this.data.t.badJson, good: false, errMsg: error.message, took: '', result: '' } });
      return undefined;
    }
    this.setData({ running: true });
    return call.run(this.api.name, this.api.kind, args, 0).then((answer) => this.say(answer));
  },

  say(answer) {
    const t = this.data.t;
    this.setData({
      running: false,
      answer: { key: answer.outcome, outcome: t.outcome[answer.outcome], errMsg: answer.errMsg, took: i18n.fill(t.took, { n: answer.ms }), result: answer.result === undefined ? '' : show.long(answer.result) },
    });
  },

  listen() {
    const name = this.api.name;
    if (/^off/.test(name) || typeof wx[name] !== 'function') {
      call.run(name, 'event', []).then((answer) => this.say(answer));
      return;
    }
    if (this.data.listening) {
      this.unlisten();
      this.setData({ listening: false, go: this.data.t.listen });
      return;
    }
    this.listener = (res) => {
      this.heard += 1;
      this.setData({ events: [{ n: this.heard, text: show.time() + ' ' + show.short(res, 300) }].concat(this.data.events).slice(0, 20) });
    };
    wx[name](this.listener);
    this.setData({ listening: true, go: this.data.t.stop });
  },

  unlisten() {
    if (!this.listener) return;
    const off = wx[this.api.name.replace(/^on/, 'off')];
    if (typeof off === 'function') off(this.listener);
    this.listener = null;
  },
});
