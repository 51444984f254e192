// Demos of APIs that need a page of their own. `sets` of calls/data/sets.js share one page.
const set = function (name) { return '/calls/pages/actions/actions?set=' + name; };
const own = function (name) { return '/calls/pages/' + name + '/' + name; };

module.exports = [
  { id: 'dialogs', icon: 'window', path: set('dialogs'), title: ['提示与对话', 'Messages and dialogs'], text: ['toast、loading、modal、actionSheet', 'toast, loading, modal, actionSheet'] },
  { id: 'bars', icon: 'layers', path: set('bars'), title: ['导航条与背景', 'Bar and background'], text: ['标题、颜色、加载、下拉刷新、滚动', 'Title, colours, loading, pull-down, scrolling'] },
  { id: 'routes', icon: 'compass', path: own('routes'), title: ['路由与页面栈', 'Routes and page stack'], text: ['打开、替换、返回、重启、返回前询问', 'Open, replace, back, relaunch, ask before leaving'] },
  { id: 'channel', icon: 'share', path: own('channel'), title: ['页面间通信', 'Event channel'], text: ['两页之间来回传消息', 'Two pages talk to each other'] },
  { id: 'query', icon: 'search', path: own('query'), title: ['节点查询', 'Selector query'], text: ['位置、滚动、属性、样式、节点对象', 'Rects, scrolling, properties, styles, nodes'] },
  { id: 'observer', icon: 'pin', path: own('observer'), title: ['相交与媒体监听', 'Observers'], text: ['createIntersectionObserver 等', 'createIntersectionObserver and media queries'] },
  { id: 'animation', icon: 'play', path: own('animation'), title: ['动画', 'Animations'], text: ['createAnimation、this.animate、CSS', 'createAnimation, this.animate, CSS'] },
  { id: 'storage', icon: 'box', path: own('storage'), title: ['数据缓存', 'Storage'], text: ['任意键值，看占用', 'Any key and value, and how much is kept'] },
  { id: 'request', icon: 'globe', path: own('request'), title: ['网络', 'Network'], text: ['自填地址：请求、下载、中断', 'An address of yours: request, download, abort'] },
  { id: 'socket', icon: 'refresh', path: own('socket'), title: ['WebSocket', 'WebSocket'], text: ['自填地址：连接、发送、关闭', 'An address of yours: connect, send, close'] },
  { id: 'files', icon: 'card', path: own('files'), title: ['文件与图片', 'Files and pictures'], text: ['选择、查看、保存、上传、读写', 'Choose, look, keep, upload, read and write'] },
  { id: 'sound', icon: 'play', path: own('sound'), title: ['声音', 'Sound'], text: ['InnerAudioContext 与录音', 'InnerAudioContext and recording'] },
  { id: 'device', icon: 'phone', path: set('device'), title: ['设备', 'Device'], text: ['扫码、剪贴板、电话、振动、位置、网络', 'Scan, clipboard, calls, vibration, location, network'] },
  { id: 'open', icon: 'person', path: set('open'), title: ['登录与授权', 'Sign-in and consent'], text: ['login、authorize、getSetting、用户信息', 'login, authorize, getSetting, the person'] },
  { id: 'theme', icon: 'moon', path: own('theme'), title: ['深色与浅色', 'Light and dark'], text: ['主题、媒体查询、theme.json', 'Theme, media queries, theme.json'] },
  { id: 'info', icon: 'info', path: own('info'), title: ['系统信息', 'About the system'], text: ['所有信息接口的全部字段', 'Every field of every information API'] },
];
