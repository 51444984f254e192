// What each program may do, as the person decided, and the way to decide otherwise.
const host = require('../../utils/host');
const i18n = require('../../utils/i18n');
const grants = require('../../utils/grants');

Page({
  data: { t: {}, groups: [] },

  onLoad() {
    const base = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
    this.language = i18n.languageOf(base.language);
    const t = i18n.strings(this.language);
    wx.setNavigationBarTitle({ title: t.permissions });
    this.setData({ t: t });
  },

  onShow() {
    this.refresh();
  },

  refresh() {
    const none = () => [];
    return Promise.all([host.grants().catch(none), host.recents().catch(none), host.favourites().catch(none)]).then((all) => {
      const names = grants.names([all[1], all[2]]);
      this.setData({ groups: grants.groups(all[0], names, this.data.t, this.language) });
    });
  },

  onGrant(e) {
    const it = e.currentTarget.dataset;
    const choices = grants.choices(this.data.t, Date.now());
    wx.showActionSheet({
      alertText: it.title,
      itemList: choices.map((choice) => choice.text),
      success: (res) => {
        const choice = choices[res.tapIndex];
        if (choice) this.done(host.setGrant(it.program, it.scope, choice.state, choice.until));
      },
    });
  },

  onClearData(e) {
    const it = e.currentTarget.dataset;
    const t = this.data.t;
    wx.showModal({
      title: i18n.fill(t.clearDataAsk, { name: it.name }), content: t.clearDataText, confirmText: t.remove, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (res.confirm) this.done(host.clearData(it.program), t.cleared);
      },
    });
  },

  done(promise, word) {
    return promise.then(
      () => { if (word) wx.showToast({ title: word, icon: 'success' }); },
      () => wx.showToast({ title: this.data.t.failed, icon: 'none' })
    ).then(() => this.refresh());
  },
});
