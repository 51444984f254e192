// What is neither a component nor an API: the checks, the life of pages, custom components, the tab bar.
const i18n = require('../../utils/i18n');
const call = require('../../utils/call');

const ROWS = [
  ['checks', 'check', '/checks/pages/checks/checks', ['全部检查', 'All checks'], ['不需要人的检查，一键运行，给出合计', 'Everything that needs no person, with totals']],
  ['absent', 'offline', '/checks/pages/absent/absent', ['没有的接口', 'What is absent'], ['每个接口：typeof、canIUse、调用结果', 'Each API: typeof, canIUse, and what a call does']],
  ['lifecycle', 'cycle', '/framework/pages/lifecycle/lifecycle', ['生命周期', 'Lifecycle'], ['应用与页面的钩子，按发生的顺序', 'Hooks of app and pages, as they come']],
  ['stress', 'gauge', '/framework/pages/stress/stress', ['setData 压力', 'setData under load'], ['一千行：创建、更新、交换、清空', 'A thousand rows: create, update, swap, clear']],
  ['components', 'puzzle', '/framework/pages/custom/custom', ['自定义组件', 'Custom components'], ['数据监听、行为、关系、外部样式', 'Observers, behaviors, relations, external classes']],
  ['slot', 'layers', '/framework/pages/slot/slot', ['插槽', 'Slots'], ['默认、多个、动态', 'Default, named, dynamic']],
  ['template', 'code', '/framework/pages/template/template', ['模板', 'Templates'], ['template、import、include', 'template, import, include']],
  ['wxs', 'bolt', '/framework/pages/wxs/wxs', ['WXS', 'WXS'], ['过滤、事件响应、change:prop', 'Filters, event handlers, change:prop']],
  ['lists', 'grid', '/framework/pages/block/block', ['条件与列表', 'Conditions and lists'], ['wx:if、wx:for、wx:key 的各种写法', 'wx:if, wx:for and wx:key in all forms']],
  ['styles', 'brush', '/framework/pages/styles/styles', ['样式', 'Style sheets'], ['rpx、变量、字体、动画、安全区', 'rpx, variables, fonts, animations, safe area']],
  ['custom-bar', 'window', '/framework/pages/bar/bar', ['自定义导航栏', 'A bar of its own'], ['navigationStyle: custom 与胶囊位置', 'navigationStyle: custom, and where the capsule is']],
];

// [id, API, argument]: the calls that only a page with a tab bar may make.
const BAR = [
  ['badge', 'setTabBarBadge', { index: 1, text: '9' }], ['badge-off', 'removeTabBarBadge', { index: 1 }],
  ['dot', 'showTabBarRedDot', { index: 0 }], ['dot-off', 'hideTabBarRedDot', { index: 0 }],
  ['item', 'setTabBarItem', { index: 2, text: '★' }], ['item-off', 'setTabBarItem', { index: 2, text: '' }],
  ['style', 'setTabBarStyle', { color: '#8a5400', selectedColor: '#bd2a35', backgroundColor: '#fff6e5', borderStyle: 'white' }], ['style-off', 'setTabBarStyle', { color: '#6b6a78', selectedColor: '#5a46d6', backgroundColor: '#ffffff', borderStyle: 'black' }],
  ['hide', 'hideTabBar', { animation: true }], ['show', 'showTabBar', { animation: true }],
];

Page({
  data: { t: {}, rows: [], bar: [], said: '' },

  onLoad() {
    const t = i18n.strings();
    wx.setNavigationBarTitle({ title: t.platform });
    this.setData({
      title: t.platform,
      lead: i18n.pick(['检查、生命周期、组件机制与压力。', 'Checks, lifecycle, how components work, and load.']),
      tabBar: i18n.pick(['标签栏', 'The tab bar']),
      rows: ROWS.map((each) => ({ id: each[0], icon: each[1], path: each[2], title: i18n.pick(each[3]), text: i18n.pick(each[4]) })),
      bar: BAR.map((each) => ({ id: each[0], text: each[1] + ' ' + JSON.stringify(each[2]).replace(/"/g, '').slice(0, 40) })),
    });
  },

  onTabItemTap(e) {
    this.setData({ said: 'onTabItemTap ' + JSON.stringify(e) });
  },

  onOpen(e) {
    wx.navigateTo({ url: e.currentTarget.dataset.path });
  },

  onBar(e) {
    const one = BAR.find((each) => each[0] === e.currentTarget.dataset.id);
    const args = Object.assign({}, one[2]);
    if (one[0] === 'item-off') args.text = i18n.strings().platform;
    call.run(one[1], 'async', args).then((answer) => this.setData({ said: answer.errMsg }));
  },
});
