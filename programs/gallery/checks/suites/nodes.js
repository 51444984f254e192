// Queries, observers, animations.
const expect = require('../utils/expect');

const check = function (id, apis, zh, en, run) { return { id: 'nodes-' + id, apis: apis, text: [zh, en], run: run }; };

module.exports = [
  check('rect', ['createSelectorQuery'], '位置与大小', 'a rectangle', function (stage) {
    return stage.rect('#probe-box').then(function (rect) {
      expect.equal([Math.round(rect.width), Math.round(rect.height)], [100, 50], 'size');
      expect.equal([rect.id, rect.dataset], ['probe-box', { kind: 'box', userName: 'ada' }], 'id and dataset');
      expect.ok(Math.abs(rect.right - rect.left - rect.width) < 0.01 && Math.abs(rect.bottom - rect.top - rect.height) < 0.01, 'edges agree');
    });
  }),
  check('several', ['createSelectorQuery'], '一次查询多个，次序不变', 'several in one query keep their order', function (stage) {
    return stage.query(function (q) {
      q.selectAll('.probe-item').boundingClientRect();
      q.select('#nobody').boundingClientRect();
      q.selectViewport().scrollOffset();
    }).then(function (res) {
      expect.equal([res.length, res[0].length, res[1]], [3, 3, null]);
      expect.type(res[2].scrollTop, 'number', 'scrollTop');
    });
  }),
  check('fields', ['createSelectorQuery'], '属性与样式', 'properties and styles', function (stage) {
    return stage.query(function (q) { q.select('#probe-box').fields({ size: true, mark: true, computedStyle: ['display', 'backgroundColor'], properties: ['hoverClass'] }); }).then(function (res) {
      expect.equal([res[0].display, res[0].backgroundColor, res[0].mark, res[0].hoverClass], ['block', 'rgb(111, 91, 234)', { m: '1' }, 'pressed']);
    });
  }),
  check('scroll', ['createSelectorQuery'], 'scroll-view 的滚动', 'how far a scroll-view is', function (stage) {
    return new Promise(function (resolve) { stage.page.setData({ 'probe.scrollTop': 0 }, function () { stage.page.setData({ 'probe.scrollTop': 40 }, resolve); }); }).then(stage.pause).then(function () { return stage.query(function (q) { q.select('#probe-scroller').scrollOffset(); }); }).then(function (res) { expect.equal(Math.round(res[0].scrollTop), 40, 'scrollTop'); expect.ok(res[0].scrollHeight >= 200, 'scrollHeight is ' + res[0].scrollHeight); });
  }),
  check('scroll-node', ['createSelectorQuery'], 'ScrollViewContext.scrollTo', 'ScrollViewContext.scrollTo', function (stage) {
    return stage.query(function (q) { q.select('#probe-scroller').node(); }).then(function (res) { expect.ok(res[0] && res[0].node, 'node'); res[0].node.scrollTo({ top: 70, animated: false }); return stage.pause(); }).then(function () { return stage.query(function (q) { q.select('#probe-scroller').scrollOffset(); }); }).then(function (res) { expect.equal(Math.round(res[0].scrollTop), 70, 'scrollTop'); });
  }),
  check('component', ['createSelectorQuery'], '组件内部要用 in', 'within a component by `in`', function (stage) {
    const counter = stage.page.selectComponent('#probe-counter');
    return stage.query(function (q) { q.in(counter).select('#inside-counter').boundingClientRect(); }).then(function (res) { expect.ok(res[0] && res[0].width > 0, 'inside the component'); return stage.query(function (q) { q.select('#inside-counter').boundingClientRect(); }); }).then(function (res) { expect.equal(res[0], null, 'from the page'); });
  }),
  check('intersection', ['createIntersectionObserver'], '相交监听会响', 'an intersection is heard', function (stage) {
    return new Promise(function (resolve) {
      const observer = wx.createIntersectionObserver(stage.page);
      observer.relativeToViewport({ top: 100000, bottom: 100000 }).observe('#probe-box', function (res) { observer.disconnect(); resolve(res); });
    }).then(function (res) {
      expect.equal([res.id, res.intersectionRatio, Math.round(res.boundingClientRect.width)], ['probe-box', 1, 100]);
    });
  }),
  check('media-query', [], '媒体条件监听会响', 'a media condition is heard', function (stage) {
    return new Promise(function (resolve) {
      const observer = stage.page.createMediaQueryObserver();
      observer.observe({ minWidth: 1, maxWidth: 100000 }, function (res) { observer.disconnect(); resolve(res); });
    }).then(function (res) { expect.equal(res.matches, true); });
  }),
  check('animation', ['createAnimation'], 'createAnimation 的导出', 'what createAnimation exports', function () {
    const animation = wx.createAnimation({ duration: 100 });
    animation.translate(10, 20).opacity(0.5).step().rotate(90).step({ duration: 50 });
    expect.equal(animation.export().actions.length, 2, 'steps');
    expect.equal(animation.export().actions.length, 0, 'steps after export');
  }),
  check('animation-ends', ['createAnimation'], '动画结束时元素在该在的地方', 'an animation ends where it should', function (stage) {
    let left = 0;
    return stage.rect('#probe-moved').then(function (rect) {
      left = rect.left;
      const animation = wx.createAnimation({ duration: 100 });
      animation.translateX(30).step();
      return new Promise(function (resolve) { stage.page.setData({ 'probe.animation': animation.export() }, resolve); });
    }).then(function () { return stage.pause(500); }).then(function () { return stage.rect('#probe-moved'); }).then(function (rect) { expect.equal(Math.round(rect.left - left), 30, 'moved by'); });
  }),
  check('animate', [], 'this.animate 的回调', 'the callback of this.animate', function (stage) {
    return new Promise(function (resolve) { stage.page.animate('#probe-box', [{ opacity: 1 }, { opacity: 0.5 }], 80, function () { stage.page.clearAnimation('#probe-box', resolve); }); });
  }),
  check('scroll-to', ['pageScrollTo'], 'pageScrollTo 之后页面在那里', 'after pageScrollTo the page is there', function (stage) {
    return new Promise(function (resolve, reject) { wx.pageScrollTo({ scrollTop: 120, duration: 0, success: resolve, fail: reject }); }).then(function () { return stage.pause(300); }).then(function () { return stage.query(function (q) { q.selectViewport().scrollOffset(); }); }).then(function (res) {
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      expect.equal(Math.round(res[0].scrollTop), 120, 'scrollTop');
    });
  }),
];
