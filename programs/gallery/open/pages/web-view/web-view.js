// A web-view fills its page: there is no log here, events go to the console.
Page({
  data: { src: 'https://example.com/' },
  onLoad(query) {
    wx.setNavigationBarTitle({ title: '<web-view>' });
    if (query.src) this.setData({ src: decodeURIComponent(query.src) });
  },
  onEvent(e) {
    console.info('web-view', e.type, JSON.stringify(e.detail));
  },
});
