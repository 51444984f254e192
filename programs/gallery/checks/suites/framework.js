// setData, observers, components, the order of things.
const expect = require('../utils/expect');

const check = function (id, apis, zh, en, run) { return { id: 'framework-' + id, apis: apis, text: [zh, en], run: run }; };
const set = function (stage, data) { return new Promise(function (resolve) { stage.page.setData(data, resolve); }); };

module.exports = [
  check('at-once', [], 'setData 后 this.data 立即改变', 'this.data changes at once', function (stage) {
    stage.page.setData({ 'probe.deep.list[1].n': 7 });
    expect.equal(stage.page.data.probe.deep.list[1].n, 7);
  }),
  check('callback', [], 'setData 的回调在显示之后', 'the callback comes after the change is shown', function (stage) {
    return set(stage, { 'probe.width': 60 }).then(function () { return stage.rect('#probe-sized'); }).then(function (rect) { expect.equal(Math.round(rect.width), 60, 'width'); return set(stage, { 'probe.width': 120 }); }).then(function () { return stage.rect('#probe-sized'); }).then(function (rect) { expect.equal(Math.round(rect.width), 120, 'width'); });
  }),
  check('next-tick', ['nextTick'], 'nextTick 不早于之前的 setData', 'nextTick does not overtake setData', function (stage) {
    return new Promise(function (resolve) {
      stage.page.setData({ 'probe.width': 80 });
      wx.nextTick(function () { stage.rect('#probe-sized').then(resolve); });
    }).then(function (rect) { expect.equal(Math.round(rect.width), 80, 'width'); });
  }),
  check('function', [], 'setData 给 undefined 不报错', 'setData of nothing does not throw', function (stage) {
    stage.page.setData({});
    stage.page.setData({ 'probe.none': undefined });
  }),
  check('observer', [], '组件的 observers', 'observers of a component', function (stage) {
    return set(stage, { 'probe.first': 20, 'probe.second': 22 }).then(function () {
      const counter = stage.page.selectComponent('#probe-counter');
      expect.ok(counter, 'selectComponent finds it');
      expect.equal(counter.data.sum, 42, 'sum');
    });
  }),
  check('event', [], '组件的 triggerEvent 到达页面', 'triggerEvent reaches the page', function (stage) {
    const heard = stage.hear('sum');
    return set(stage, { 'probe.first': Math.floor(Math.random() * 1000) }).then(function () { return heard; }).then(function (detail) { expect.equal(detail.sum, stage.page.data.probe.first + stage.page.data.probe.second); });
  }),
  check('hooks', [], '组件的生命周期次序', 'hooks of a component, in order', function (stage) {
    return set(stage, { 'probe.again': true }).then(stage.pause).then(function () {
      const made = stage.page.selectComponent('#probe-again');
      expect.equal(made.data.hooks, ['created', 'attached', 'ready']);
      return set(stage, { 'probe.again': false });
    });
  }),
  check('methods', [], '组件的方法与行为', 'methods of a component, and of its behavior', function (stage) {
    const counter = stage.page.selectComponent('#probe-counter');
    expect.equal([counter.twice(21), counter.is, counter.id], [42, 'checks/components/counter/counter', 'probe-counter']);
  }),
  check('pages', [], 'getCurrentPages 的末尾是这一页', 'the last of getCurrentPages is this page', function (stage) {
    const pages = getCurrentPages();
    expect.equal(pages[pages.length - 1].route, 'checks/pages/checks/checks');
    expect.ok(pages[pages.length - 1] === stage.page, 'it is this very page');
  }),
  check('thousand', [], '一千行，逐项可查', 'a thousand rows, each to be found', function (stage) {
    const rows = Array.from({ length: 1000 }, function (_, i) { return i; });
    return set(stage, { 'probe.rows': rows }).then(function () { return stage.query(function (q) { q.selectAll('.probe-row').boundingClientRect(); }); }).then(function (res) { expect.equal(res[0].length, 1000, 'rows'); return set(stage, { 'probe.rows': [] }); }).then(function () { return stage.query(function (q) { q.selectAll('.probe-row').boundingClientRect(); }); }).then(function (res) { expect.equal(res[0].length, 0, 'rows after'); });
  }),
];
