const { demo } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'theme',
  title: ['深色与浅色', 'Light and dark'],
  data: { theme: '', swatches: ['bg', 'card', 'ink', 'soft', 'fill', 'accent', 'good', 'bad', 'wait'] },
  onLoad() {
    this.setData({ theme: this.read(), words: i18n.pick(['改一改系统的深浅色：三处应当一致。', 'Switch the system between light and dark: all three must agree.']) });
    this.listener = (change) => {
      this.log('onThemeChange', change);
      this.setData({ theme: this.read() });
    };
    if (wx.onThemeChange) wx.onThemeChange(this.listener);
  },
  hooks: {
    onUnload() { if (wx.offThemeChange) wx.offThemeChange(this.listener); },
  },
  methods: {
    read() { return String((wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()).theme); },
  },
}));
