// The ledger: what programs did and tried, newest first.
const host = require('../../utils/host');
const i18n = require('../../utils/i18n');
const grants = require('../../utils/grants');

Page({
  data: { t: {}, entries: [], names: [], chosen: '' },

  onLoad() {
    const base = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
    const t = i18n.strings(i18n.languageOf(base.language));
    wx.setNavigationBarTitle({ title: t.activity });
    this.setData({ t: t });
    const none = () => [];
    this.programs = Promise.all([host.recents().catch(none), host.favourites().catch(none)]).then((lists) => grants.names(lists));
  },

  onShow() {
    this.refresh();
  },

  refresh() {
    this.ended = false;
    this.before = undefined;
    this.setData({ entries: [] });
    return this.more();
  },

  // One page at a time: a ledger can be long.
  more() {
    if (this.ended || this.loading) return Promise.resolve();
    this.loading = true;
    const asked = this.data.chosen;
    return Promise.all([host.ledger(asked || undefined, this.before).catch(() => []), this.programs]).then((all) => {
      this.loading = false;
      const rows = all[0];
      if (asked !== this.data.chosen) return this.refresh();
      this.ended = rows.length === 0;
      if (this.ended) return undefined;
      this.before = rows[rows.length - 1].id;
      const names = all[1];
      const seen = this.data.names.concat(rows.map((row) => ({ program: row.program, name: names['p:' + row.program] || row.program })));
      this.setData({
        entries: this.data.entries.concat(rows.map((row) => grants.entry(row, names, this.data.t))),
        names: seen.filter((one, index) => seen.findIndex((other) => other.program === one.program) === index),
      });
      return undefined;
    });
  },

  onReachBottom() {
    this.more();
  },

  onChoose(e) {
    this.setData({ chosen: e.currentTarget.dataset.program || '' });
    this.refresh();
  },

  onExport() {
    const t = this.data.t;
    host.exportLedger().then(
      (done) => wx.showModal({ title: i18n.fill(t.exported, { count: done.count }), content: done.path, showCancel: false }),
      () => wx.showToast({ title: t.failed, icon: 'none' })
    );
  },

  onClear() {
    const t = this.data.t;
    wx.showModal({
      title: t.clearAsk, content: t.clearText, confirmText: t.clearAll, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        host.clearLedger(this.data.chosen || undefined).then(
          () => wx.showToast({ title: t.cleared, icon: 'success' }),
          () => wx.showToast({ title: t.failed, icon: 'none' })
        ).then(() => this.refresh());
      },
    });
  },
});
