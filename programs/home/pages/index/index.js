// The face of the super-app: search, scan, what was used, what is liked, what there is.
const host = require('../../utils/host');
const i18n = require('../../utils/i18n');
const layout = require('../../utils/layout');
const { Finder, idle } = require('../../utils/find');

const RECENTS = 12;

Page({
  data: {
    t: {}, name: 'Tiffin', hello: '', top: 20, barHeight: 44, start: 64, scrolled: false,
    query: '', typed: '', searching: false, found: idle(), noResults: '',
    loaded: false, recents: [], favourites: [], discover: [], discoverPhase: 'busy',
  },

  onLoad() {
    const info = wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync();
    const base = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
    const place = layout.header(wx.getMenuButtonBoundingClientRect(), info, host.present());
    const t = i18n.strings(i18n.languageOf(base.language));
    this.setData({ t: t, top: place.top, barHeight: place.height, start: place.start, hello: i18n.greeting(new Date().getHours(), t) });

    this.finder = Finder(host.search, (found) => {
      this.setData({ found: found, noResults: i18n.fill(t.noResults, { query: found.query }) });
    });
    host.about().then((about) => { if (about && about.name) this.setData({ name: about.name }); }, function () {});
    host.onChange(() => this.refresh());
    this.refresh();
    this.discover();
  },

  onShow() {
    if (!this.data.loaded) return;
    this.setData({ hello: i18n.greeting(new Date().getHours(), this.data.t) });
    this.refresh();
    if (this.data.discoverPhase === 'offline') this.discover();
  },

  // What is on the device: quick, never needs a store.
  refresh() {
    return Promise.all([host.recents().catch(() => []), host.favourites().catch(() => [])]).then((lists) => {
      this.setData({ loaded: true, recents: lists[0].slice(0, RECENTS), favourites: lists[1] });
    });
  },

  // What the stores offer: the search for nothing in particular.
  discover() {
    if (!this.data.discover.length) this.setData({ discoverPhase: 'busy' });
    return host.search('').then(
      (answer) => {
        const phase = answer.offline ? 'offline' : answer.items.length ? 'found' : 'none';
        this.setData({ discover: answer.items, discoverPhase: phase });
      },
      () => this.setData({ discoverPhase: 'offline' })
    );
  },

  onPageScroll(e) {
    const scrolled = e.scrollTop > 48;
    if (scrolled !== this.data.scrolled) this.setData({ scrolled: scrolled });
  },

  onFocus() {
    if (!this.data.searching) this.setData({ searching: true });
  },

  onInput(e) {
    const query = e.detail.value;
    this.setData({ query: query, searching: true });
    this.finder.type(query);
  },

  onConfirm(e) {
    this.finder.now(e.detail.value);
  },

  onRetrySearch() {
    this.finder.now(this.data.query);
  },

  // The field keeps what is typed by itself (`typed` only follows, a letter that is typed
  // meanwhile must not be lost), so emptying it has to be a change: from what it holds to nothing.
  onClear() {
    this.setData({ query: '', typed: this.data.query });
    this.setData({ typed: '' });
    this.finder.type('');
  },

  onCancel() {
    this.onClear();
    this.setData({ searching: false });
    if (wx.hideKeyboard) wx.hideKeyboard({ fail: function () {} });
  },

  onScan() {
    host.scan().catch((e) => {
      if (!/cancel/.test(String(e && (e.errMsg || e.message)))) wx.showToast({ title: this.data.t.failed, icon: 'none' });
    });
  },

  onSettings() {
    wx.navigateTo({ url: '/pages/settings/settings' });
  },

  onRetry() {
    this.discover();
  },

  // What goes wrong while a program opens is shown by the host, above this page.
  onOpen(e) {
    host.open(e.detail.app.program).catch(function () {});
  },

  onMore(e) {
    const app = e.detail.app;
    const t = this.data.t;
    const liked = this.data.favourites.some((one) => one.program === app.program);
    const here = app.source === 'local' || this.data.recents.concat(this.data.favourites).some((one) => one.program === app.program);
    const actions = [{ text: liked ? t.removeFavourite : t.addFavourite, run: () => this.like(app, !liked) }];
    if (here) actions.push({ text: t.removeHere, run: () => this.remove(app) });
    wx.showActionSheet({
      alertText: app.name,
      itemList: actions.map((action) => action.text),
      success: (res) => actions[res.tapIndex].run(),
      fail: function () {},
    });
  },

  like(app, on) {
    host.setFavourite(app.program, on).then(
      () => {
        wx.showToast({ title: on ? this.data.t.added : this.data.t.favouriteGone, icon: on ? 'success' : 'none' });
        return this.refresh();
      },
      () => wx.showToast({ title: this.data.t.failed, icon: 'none' })
    );
  },

  remove(app) {
    const t = this.data.t;
    wx.showModal({
      title: i18n.fill(t.removeAsk, { name: app.name }), content: t.removeText, confirmText: t.remove, cancelText: t.cancel, confirmColor: '#c0332b',
      success: (res) => {
        if (!res.confirm) return;
        host.remove(app.program).then(
          () => {
            wx.showToast({ title: t.removed, icon: 'success' });
            return this.refresh();
          },
          () => wx.showToast({ title: t.failed, icon: 'none' })
        );
      },
    });
  },
});
