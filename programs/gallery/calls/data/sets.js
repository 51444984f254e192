// Rows of buttons: [API, argument], each with a name where several call the same API.
const call = function (api, args, label) { return { api: api, args: args || {}, label: label || '' }; };

module.exports = {
  dialogs: {
    title: ['提示与对话', 'Messages and dialogs'],
    groups: [
      ['showToast', [
        call('showToast', { title: 'success', icon: 'success' }, 'success'), call('showToast', { title: 'error', icon: 'error' }, 'error'), call('showToast', { title: 'loading', icon: 'loading' }, 'loading'),
        call('showToast', { title: '一行很长很长的提示文字，最多两行，没有图标 — none', icon: 'none' }, 'none, long'), call('showToast', { title: 'image', image: '/images/icon.png' }, 'image'),
        call('showToast', { title: '5 s, mask', icon: 'none', mask: true, duration: 5000 }, '5 s, mask'), call('hideToast'), call('showToast', {}, 'no title → fail'),
      ]],
      ['showLoading', [call('showLoading', { title: 'loading' }), call('showLoading', { title: 'mask', mask: true }, 'mask'), call('hideLoading')]],
      ['showModal', [
        call('showModal', { title: 'title', content: 'content' }), call('showModal', { title: 'title', content: 'showCancel: false', showCancel: false }, 'one button'),
        call('showModal', { title: 'editable', editable: true, placeholderText: 'placeholderText' }, 'editable'),
        call('showModal', { title: '颜色', content: 'confirmColor, cancelColor', confirmText: '删除', confirmColor: '#bd2a35', cancelText: '算了', cancelColor: '#14784f' }, 'colours'),
        call('showModal', { content: '只有内容。\n第二行。\n' + '一段很长的内容，看对话框怎样折行与滚动。'.repeat(12) }, 'long'),
      ]],
      ['showActionSheet', [call('showActionSheet', { itemList: ['A', 'B', 'C'] }), call('showActionSheet', { alertText: 'alertText', itemList: ['1', '2', '3', '4', '5', '6'], itemColor: '#5a46d6' }, 'six, coloured'), call('showActionSheet', { itemList: ['1', '2', '3', '4', '5', '6', '7'] }, 'seven → fail')]],
    ],
  },
  bars: {
    title: ['导航条与背景', 'Bar and background'],
    groups: [
      ['setNavigationBarTitle', [call('setNavigationBarTitle', { title: '短' }, '短'), call('setNavigationBarTitle', { title: 'A title that is much too long for the bar of a phone 很长' }, 'long'), call('setNavigationBarTitle', { title: '' }, 'empty')]],
      ['setNavigationBarColor', [call('setNavigationBarColor', { frontColor: '#ffffff', backgroundColor: '#5a46d6', animation: { duration: 600, timingFunc: 'easeIn' } }, 'violet'), call('setNavigationBarColor', { frontColor: '#000000', backgroundColor: '#ffd479' }, 'amber'), call('setNavigationBarColor', { frontColor: '#123456', backgroundColor: '#ffd479' }, '#123456 → fail')]],
      ['navigationBarLoading', [call('showNavigationBarLoading'), call('hideNavigationBarLoading'), call('hideHomeButton')]],
      ['background', [call('setBackgroundColor', { backgroundColor: '#ffe9c4', backgroundColorTop: '#ffb443', backgroundColorBottom: '#0f9d78' }), call('setBackgroundTextStyle', { textStyle: 'light' }, 'text: light'), call('setBackgroundTextStyle', { textStyle: 'dark' }, 'text: dark')]],
      ['pullDown', [call('startPullDownRefresh'), call('stopPullDownRefresh')]],
      ['pageScrollTo', [call('pageScrollTo', { scrollTop: 600, duration: 400 }, '600'), call('pageScrollTo', { scrollTop: 0, duration: 0 }, '0'), call('pageScrollTo', { selector: '#far', duration: 400 }, '#far')]],
      ['share', [call('showShareMenu', { menus: ['shareAppMessage', 'shareTimeline'] }), call('hideShareMenu'), call('updateShareMenu', { withShareTicket: true })]],
    ],
  },
  device: {
    title: ['设备', 'Device'],
    groups: [
      ['scanCode', [call('scanCode'), call('scanCode', { onlyFromCamera: true }, 'onlyFromCamera')]],
      ['clipboard', [call('setClipboardData', { data: 'Tiffin 画廊 😀' }), call('getClipboardData')]],
      ['network', [call('getNetworkType'), call('getLocalIPAddress')]],
      ['location', [call('getLocation', { type: 'wgs84' }, 'wgs84'), call('getLocation', { type: 'gcj02', isHighAccuracy: true }, 'gcj02'), call('chooseLocation'), call('openLocation', { latitude: 23.099994, longitude: 113.32452, name: 'Canton Tower' })]],
      ['phone', [call('makePhoneCall', { phoneNumber: '10086' }), call('vibrateShort', { type: 'heavy' }), call('vibrateLong'), call('hideKeyboard'), call('addPhoneContact', { firstName: 'Tiffin', mobilePhoneNumber: '10086' })]],
      ['screen', [call('getScreenBrightness'), call('setScreenBrightness', { value: 0.3 }, 'brightness 0.3'), call('setScreenBrightness', { value: 0.8 }, 'brightness 0.8'), call('setKeepScreenOn', { keepScreenOn: true })]],
      ['battery', [call('getBatteryInfo')]],
      ['motion', [call('startAccelerometer'), call('stopAccelerometer'), call('startCompass'), call('stopCompass'), call('startGyroscope'), call('stopGyroscope')]],
      ['bluetooth · wifi', [call('openBluetoothAdapter'), call('getBluetoothAdapterState'), call('startWifi'), call('getConnectedWifi')]],
    ],
    listen: ['onNetworkStatusChange', 'onKeyboardHeightChange', 'onUserCaptureScreen', 'onAccelerometerChange', 'onCompassChange', 'onGyroscopeChange'],
  },
  open: {
    title: ['登录与授权', 'Sign-in and consent'],
    groups: [
      ['login', [call('login'), call('checkSession')]],
      ['user', [call('getUserProfile', { desc: 'gallery' }), call('getUserInfo')]],
      ['authorize', ['scope.userLocation', 'scope.writePhotosAlbum', 'scope.record', 'scope.camera', 'scope.userInfo', 'scope.none'].map(function (scope) { return call('authorize', { scope: scope }, scope); })],
      ['setting', [call('getSetting'), call('openSetting')]],
      ['programs', [call('navigateToMiniProgram', { appId: 'canteen' }, '→ canteen'), call('navigateToMiniProgram', { appId: 'nobody' }, '→ nobody'), call('navigateBackMiniProgram', { extraData: { from: 'gallery' } }), call('exitMiniProgram')]],
      ['payment', [call('requestPayment', { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=n', signType: 'MD5', paySign: 'n' }), call('requestSubscribeMessage', { tmplIds: ['none'] })]],
      ['biometrics', [call('checkIsSupportSoterAuthentication'), call('startSoterAuthentication', { requestAuthModes: ['fingerPrint'], challenge: 'gallery' })]],
    ],
  },
};
