// Runs every check that needs no person. Totals have ids for scripts: #total-passed, #total-failed, #total-absent,
// #total-person; #state says `done` when all have run. `?auto=1` runs them at once.
const suites = require('../../suites/index');
const runner = require('../../utils/runner');
const apis = require('../../../data/apis/index');
const trace = require('../../../utils/trace');
const i18n = require('../../../utils/i18n');

const WORDS = {
  zh: { title: '全部检查', run: '运行全部', again: '再运行一次', running: '运行中', passed: '通过', failed: '未通过', absent: '没有', person: '要人', lead: '会真的打开页面、写入并清空缓存、改剪贴板。', failures: '未通过的', people: '可用、但要人看或操作的接口', none: '全部通过' },
  en: { title: 'All checks', run: 'Run all', again: 'Run again', running: 'Running', passed: 'passed', failed: 'failed', absent: 'absent', person: 'need a person', lead: 'Pages are really opened; storage is written and cleared; the clipboard changes.', failures: 'Failed', people: 'APIs that are there and need a person', none: 'All passed' },
};

Page({
  data: {
    t: {}, state: 'idle', passed: 0, failed: 0, absent: 0, person: 0, total: 0, suites: [], failures: [], people: [], open: '', now: '',
    probe: { width: 100, first: 1, second: 2, again: false, rows: [], scrollTop: 0, animation: {}, picture: '', broken: '', film: '', current: 0, deep: { list: [{ n: 1 }, { n: 2 }] } },
  },

  onLoad(query) {
    const language = i18n.language();
    this.listeners = {};
    this.results = {};
    const covered = {};
    suites.forEach((suite) => suite.checks.forEach((check) => check.apis.forEach((name) => { covered[name] = true; })));
    const people = apis.all.filter((each) => apis.state(each.name) === 'there' && !covered[each.name]).map((each) => each.name);
    wx.setNavigationBarTitle({ title: WORDS[language].title });
    this.setData({
      t: WORDS[language], people: people, person: people.length,
      total: suites.reduce((sum, suite) => sum + suite.checks.length, 0),
      suites: suites.map((suite) => ({ id: suite.id, title: i18n.pick(suite.title), total: suite.checks.length, passed: 0, failed: 0, absent: 0 })),
    });
    this.auto = !!query.auto;
  },
  onShow() { trace.add('checks', 'onShow'); },
  onHide() { trace.add('checks', 'onHide'); },
  onUnload() { this.gone = true; },
  onPullDownRefresh() { this.heard('pullDownRefresh', {}); },
  onReady() {
    if (this.auto) this.onRun();
  },

  onRun() {
    if (this.data.state === 'running') return undefined;
    this.count = { passed: 0, failed: 0, absent: 0 };
    this.failures = [];
    this.bySuite = suites.map(() => ({ passed: 0, failed: 0, absent: 0 }));
    this.results = {};
    const stage = this.stage();
    this.setData({ state: 'running', failures: [], open: '' });
    const from = Date.now();
    return suites.reduce((before, suite, at) => before.then(() => {
      if (this.gone) return undefined;
      return runner.all(suite.checks, stage, (name) => !wx.canIUse(name), (check, result) => this.told(suite, at, check, result));
    }), Promise.resolve()).then(() => {
      wx.setNavigationBarTitle({ title: this.data.t.title });
      this.show({ state: 'done', took: Date.now() - from });
      console.info('gallery checks: ' + JSON.stringify(Object.assign({ person: this.data.person, ms: Date.now() - from }, this.count)));
      this.failures.forEach((each) => console.info('gallery failed: ' + each.id + ': ' + each.message));
    });
  },

  told(suite, at, check, result) {
    this.count[result.state] += 1;
    this.bySuite[at][result.state] += 1;
    this.results[check.id] = result;
    if (result.state === 'failed') this.failures.push({ id: check.id, text: i18n.pick(check.text), message: result.message });
    const now = Date.now();
    if (now - (this.shown || 0) < 150) return;
    this.shown = now;
    this.show({ now: check.id });
  },

  show(more) {
    this.setData(Object.assign({
      passed: this.count.passed, failed: this.count.failed, absent: this.count.absent, failures: this.failures,
      suites: this.data.suites.map((suite, at) => Object.assign({}, suite, this.bySuite[at])),
    }, more));
  },

  onSuite(e) {
    const id = e.currentTarget.dataset.id;
    if (this.data.open === id) return this.setData({ open: '', checks: [] });
    const suite = suites.find((each) => each.id === id);
    return this.setData({ open: id, checks: suite.checks.map((check) => Object.assign({ id: check.id, text: i18n.pick(check.text), state: '', message: '' }, this.results[check.id])) });
  },

  onApi(e) { wx.navigateTo({ url: '/calls/pages/api/api?name=' + e.currentTarget.dataset.name }); },

  // Events of the probes: whoever waits for one hears it. Components tell of their first values before onLoad.
  onProbe(e) {
    if (!this.listeners) return;
    const name = (e.currentTarget.dataset.as || '') + e.type;
    this.heard(name, e.detail);
  },
  heard(name, detail) {
    const waiting = this.listeners[name];
    delete this.listeners[name];
    if (waiting) waiting(detail);
  },

  stage() {
    const page = this;
    return {
      page: page,
      dark: i18n.theme() === 'dark',
      query: (ask) => new Promise((resolve) => { const q = wx.createSelectorQuery(); ask(q); q.exec(resolve); }),
      rect: (selector) => new Promise((resolve) => { wx.createSelectorQuery().select(selector).boundingClientRect(resolve).exec(); }),
      hear: (type) => new Promise((resolve) => { page.listeners[type] = resolve; }),
      pause: (ms) => new Promise((resolve) => { setTimeout(resolve, typeof ms === 'number' ? ms : 150); }),
    };
  },
});
