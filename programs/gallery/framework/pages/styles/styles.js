const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'styles',
  title: ['样式', 'Style sheets'],
  data: { width: 375, colour: '#6a57e0' },
  hooks: {
    onReady() {
      wx.createSelectorQuery().select('#half').boundingClientRect().select('#inline').boundingClientRect().exec((res) => this.setData({ measured: res.map((rect) => (rect ? Math.round(rect.width * 100) / 100 : null)).join(' / ') }));
      this.setData({ words: i18n.pick(['375rpx 应为屏宽一半', '375rpx must be half of the screen']) });
    },
  },
}));
