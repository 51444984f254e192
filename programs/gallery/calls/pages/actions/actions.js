// A set of calls as buttons: what each answered is in the log.
const sets = require('../../data/sets');
const call = require('../../../utils/call');
const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');
const show = require('../../../utils/show');

Page(demo({
  name: 'actions',
  title: ['演示', 'Demo'],
  data: { groups: [], title: '' },
  onLoad(query) {
    const set = Object.prototype.hasOwnProperty.call(sets, query.set) ? sets[query.set] : sets.dialogs;
    this.groups = set.groups;
    wx.setNavigationBarTitle({ title: i18n.pick(set.title) });
    this.setData({
      title: i18n.pick(set.title),
      groups: set.groups.map((group) => ({ name: group[0], items: group[1].map((each, i) => ({ id: group[0].replace(/\W+/g, '-') + '-' + i, api: each.api, label: each.label || each.api, there: wx.canIUse(each.api) })) })),
    });
    this.listeners = (set.listen || []).filter((name) => typeof wx[name] === 'function').map((name) => {
      const listener = (res) => this.log(name, res);
      wx[name](listener);
      return [name.replace('on', 'off'), listener];
    });
  },
  hooks: {
    onUnload() {
      (this.listeners || []).forEach((each) => { if (typeof wx[each[0]] === 'function') wx[each[0]](each[1]); });
    },
    onPullDownRefresh() {
      this.log('onPullDownRefresh', '');
    },
    onPageScroll(e) {
      if (Math.abs(e.scrollTop - (this.at || 0)) < 80) return;
      this.at = e.scrollTop;
      this.log('onPageScroll', e);
    },
    onReachBottom() {
      this.log('onReachBottom', '');
    },
    onShareAppMessage(e) {
      this.log('onShareAppMessage', e);
      return { title: 'Gallery', path: '/calls/pages/actions/actions?set=bars' };
    },
  },
  methods: {
    onCall(e) {
      const at = e.currentTarget.dataset;
      const each = this.groups[at.group][1][at.item];
      call.run(each.api, 'async', each.args, 0).then((answer) => {
        const rest = Object.assign({}, answer.result);
        delete rest.errMsg;
        this.log(answer.outcome, answer.errMsg + (Object.keys(rest).length ? ' ' + show.short(rest, 160) : ''));
      });
    },
  },
}));
