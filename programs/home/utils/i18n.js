// All words of the home program, in Chinese and English.

const zh = {
  morning: '早上好', noon: '中午好', afternoon: '下午好', evening: '晚上好', night: '夜深了',
  search: '搜索小程序', cancel: '取消', clear: '清除', scan: '扫一扫', settings: '设置', recents: '最近使用', favourites: '收藏', discover: '发现', open: '打开',
  onDevice: '在这台设备上', inStore: '来自商店', noResults: '没有找到“{query}”', noResultsText: '换个说法，或者扫一扫小程序码。', searching: '正在搜索…',
  offline: '现在连不上商店', offlineText: '用过的小程序照样能打开。', retry: '重试', welcome: '扫码、搜索，即开即用', welcomeText: '扫一张小程序码，或者搜索名字。不用安装。',
  addFavourite: '加入收藏', removeFavourite: '取消收藏', removeHere: '从这台设备移除', added: '已加入收藏', removed: '已移除', favouriteGone: '已取消收藏', removeAsk: '移除“{name}”？', removeText: '下载的内容和它保存的数据会被删除，之后可以重新打开。', remove: '移除', failed: '没有成功，请再试一次', emptyStore: '商店里还没有小程序',
  stores: '信任的商店', storesText: '只打开这些商店签名的小程序，每个文件在使用前都会核对。', fingerprint: '根密钥', storage: '小程序', storageNone: '这台设备上还没有小程序', removeAll: '全部移除', removeAllAsk: '移除全部小程序？', appearance: '外观', language: '语言', languageName: '中文（跟随系统）', theme: '主题', light: '浅色（跟随系统）', dark: '深色（跟随系统）', about: '关于', version: '版本', noStores: '没有配置商店',
};

const en = {
  morning: 'Good morning', noon: 'Good day', afternoon: 'Good afternoon', evening: 'Good evening', night: 'Good night',
  search: 'Search mini-programs', cancel: 'Cancel', clear: 'Clear', scan: 'Scan', settings: 'Settings', recents: 'Recent', favourites: 'Favourites', discover: 'Discover', open: 'Open',
  onDevice: 'On this device', inStore: 'From the store', noResults: 'Nothing found for “{query}”', noResultsText: 'Try other words, or scan a code.', searching: 'Searching…',
  offline: 'The store cannot be reached', offlineText: 'What you have used still opens.', retry: 'Try again', welcome: 'Scan, search, open', welcomeText: 'Scan a code or search by name. Nothing to install.',
  addFavourite: 'Add to favourites', removeFavourite: 'Remove from favourites', removeHere: 'Remove from this device', added: 'Added to favourites', removed: 'Removed', favouriteGone: 'Removed from favourites', removeAsk: 'Remove “{name}”?', removeText: 'Its download and the data it keeps here are deleted. You can open it again later.', remove: 'Remove', failed: 'That did not work. Please try again.', emptyStore: 'The store has no programs yet',
  stores: 'Trusted stores', storesText: 'Only programs signed by these stores open, and every file is checked before it is used.', fingerprint: 'Root key', storage: 'Mini-programs', storageNone: 'No mini-programs on this device yet', removeAll: 'Remove all', removeAllAsk: 'Remove all mini-programs?', appearance: 'Appearance', language: 'Language', languageName: 'English (same as system)', theme: 'Theme', light: 'Light (same as system)', dark: 'Dark (same as system)', about: 'About', version: 'Version', noStores: 'No store is set up',
};

function languageOf(system) {
  return !system || /^zh/i.test(system) ? 'zh' : 'en';
}

function strings(language) {
  return language === 'en' ? en : zh;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
  });
}

// What one says at this hour, 0 to 23.
function greeting(hour, t) {
  if (hour < 5) return t.night;
  if (hour < 11) return t.morning;
  if (hour < 13) return t.noon;
  return hour < 18 ? t.afternoon : t.evening;
}

module.exports = { languageOf: languageOf, strings: strings, fill: fill, greeting: greeting };
