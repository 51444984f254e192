// About the super-app: whom it trusts, how it looks, what it keeps.
const host = require('../../utils/host');
const i18n = require('../../utils/i18n');

Page({
  data: { t: {}, name: 'Tiffin', version: '', stores: [], theme: 'light', programs: [] },

  onLoad() {
    const base = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
    const t = i18n.strings(i18n.languageOf(base.language));
    wx.setNavigationBarTitle({ title: t.settings });
    this.setData({ t: t, theme: base.theme || 'light' });
    this.onTheme = (res) => this.setData({ theme: res.theme });
    if (wx.onThemeChange) wx.onThemeChange(this.onTheme);
    host.about().then((about) => {
      this.setData({
        name: about.name,
        version: about.version,
        stores: (about.stores || []).map((store) => ({ name: store.name || store.base, base: store.base || store.url || '', key: store.key || '' })),
      });
    }, function () {});
    this.refresh();
  },

  onUnload() {
    if (wx.offThemeChange) wx.offThemeChange(this.onTheme);
  },

  // What is kept here: all that was opened, and all that is liked.
  refresh() {
    return Promise.all([host.recents().catch(() => []), host.favourites().catch(() => [])]).then((lists) => {
      const seen = {};
      const programs = lists[0].concat(lists[1]).filter((item) => {
        if (seen['p:' + item.program]) return false;
        seen['p:' + item.program] = true;
        return true;
      });
      this.setData({ programs: programs });
    });
  },

  onRemove(e) {
    const it = e.currentTarget.dataset;
    this.ask(i18n.fill(this.data.t.removeAsk, { name: it.name }), () => host.remove(it.program));
  },

  onRemoveAll() {
    const programs = this.data.programs.map((item) => item.program);
    this.ask(this.data.t.removeAllAsk, () => Promise.all(programs.map((program) => host.remove(program))));
  },

  ask(title, run) {
    const t = this.data.t;
    wx.showModal({
      title: title, content: t.removeText, confirmText: t.remove, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        run().then(
          () => wx.showToast({ title: t.removed, icon: 'success' }),
          () => wx.showToast({ title: t.failed, icon: 'none' })
        ).then(() => this.refresh());
      },
    });
  },
});
