// Every API with typeof, canIUse and what a call did: that absent is absent can be seen, not only counted.
const apis = require('../../../data/apis/index');
const call = require('../../../utils/call');
const i18n = require('../../../utils/i18n');

const FILTERS = ['failing', 'absent', 'there'];

Page({
  data: { filter: 'failing', filters: [], rows: [], t: {} },

  onLoad(query) {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: i18n.pick(['没有的接口', 'What is absent']) });
    const count = (state) => apis.all.filter((each) => apis.state(each.name) === state).length;
    this.setData({
      t: { call: i18n.pick(['逐个调用', 'Call each']), lead: i18n.pick(['没有的接口是 undefined；不支持的接口一调用就失败，canIUse 说 false。', 'What is absent is undefined; what is not supported fails at once, and canIUse says false.']) },
      filters: FILTERS.map((id) => ({ id: id, text: t[id] + ' ' + count(id) })),
    });
    this.show(FILTERS.indexOf(query.filter) >= 0 ? query.filter : 'failing');
  },

  show(filter) {
    this.setData({ filter: filter, rows: apis.all.filter((each) => apis.state(each.name) === filter).map((each) => ({ name: each.name, kind: each.kind, type: typeof wx[each.name], known: wx.canIUse(each.name), said: '' })) });
  },

  onFilter(e) { this.show(e.currentTarget.dataset.id); },

  // What is there is not called: that would open dialogs and leave the page.
  onCall() {
    if (this.data.filter === 'there') return undefined;
    const rows = this.data.rows.slice();
    return Promise.all(rows.map((row, i) => {
      if (row.kind === 'event' && row.type === 'function') {
        wx[row.name](() => {});
        rows[i] = Object.assign({}, row, { said: 'listener taken' });
        return undefined;
      }
      return call.run(row.name, row.kind, row.kind === 'async' ? {} : [], 5000).then((answer) => {
        rows[i] = Object.assign({}, row, { said: answer.outcome + ': ' + answer.errMsg, wrong: answer.outcome !== 'unsupported' && answer.outcome !== 'absent' });
      });
    })).then(() => this.setData({ rows: rows }));
  },
});
