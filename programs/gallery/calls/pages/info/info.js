// Every field of every API that tells about device, host and window.
const show = require('../../../utils/show');
const i18n = require('../../../utils/i18n');

const NAMES = ['getSystemInfoSync', 'getAppBaseInfo', 'getDeviceInfo', 'getWindowInfo', 'getSystemSetting', 'getAppAuthorizeSetting', 'getMenuButtonBoundingClientRect', 'getLaunchOptionsSync', 'getEnterOptionsSync', 'getAccountInfoSync', 'getStorageInfoSync', 'env'];

Page({
  data: { parts: [] },
  onLoad() {
    wx.setNavigationBarTitle({ title: i18n.pick(['系统信息', 'About the system']) });
    this.setData({ parts: NAMES.map((name) => ({ name: name, rows: this.rows(name) })) });
  },
  rows(name) {
    try {
      const value = typeof wx[name] === 'function' ? wx[name]() : wx[name];
      if (value === null || typeof value !== 'object') return [{ key: String(value), text: '' }];
      return Object.keys(value).map((key) => ({ key: key, text: show.short(value[key], 160) || String(value[key]) }));
    } catch (error) {
      return [{ key: 'thrown', text: error.message }];
    }
  },
});
