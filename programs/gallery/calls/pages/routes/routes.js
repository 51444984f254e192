const call = require('../../../utils/call');
const { demo } = require('../../../utils/demo');

const LANDING = '/calls/pages/landing/landing';
const CALLS = [
  ['navigateTo', 'navigateTo', { url: LANDING + '?from=navigateTo&text=%E4%BD%A0%E5%A5%BD&n=1' }], ['relative', 'navigateTo', { url: '../landing/landing?from=relative' }], ['redirectTo', 'redirectTo', { url: LANDING + '?from=redirectTo' }],
  ['navigateBack', 'navigateBack', { delta: 1 }], ['switchTab', 'switchTab', { url: '/pages/platform/platform' }], ['reLaunch', 'reLaunch', { url: LANDING + '?from=reLaunch' }],
  ['no page → fail', 'navigateTo', { url: '/pages/nowhere/nowhere' }], ['tab → fail', 'navigateTo', { url: '/pages/apis/apis' }], ['not a tab → fail', 'switchTab', { url: LANDING }], ['no url → fail', 'navigateTo', {}],
];
const ASK = [['enable', 'enableAlertBeforeUnload', { message: '离开这一页？ Leave this page?' }], ['disable', 'disableAlertBeforeUnload', {}]];

Page(demo({
  name: 'routes',
  title: ['路由与页面栈', 'Routes and page stack'],
  data: { calls: CALLS.map((each) => each[0]), ask: ASK.map((each) => each[0]), stack: [] },
  hooks: {
    onShow() {
      this.setData({ stack: getCurrentPages().map((page) => page.route + (page.options && Object.keys(page.options).length ? ' ' + JSON.stringify(page.options) : '')) });
    },
  },
  methods: {
    onCall(e) { this.go(CALLS[e.currentTarget.dataset.at]); },
    onAsk(e) { this.go(ASK[e.currentTarget.dataset.at]); },
    go(each) { call.run(each[1], 'async', each[2]).then((answer) => this.log(answer.outcome, answer.errMsg)); },
  },
}));
