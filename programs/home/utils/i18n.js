// All words of the home program, in Chinese and English.

const zh = {
  morning: '早上好', noon: '中午好', afternoon: '下午好', evening: '晚上好', night: '夜深了',
  search: '搜索小程序', cancel: '取消', clear: '清除', scan: '扫一扫', settings: '设置', recents: '最近使用', favourites: '收藏', discover: '发现', open: '打开',
  onDevice: '在这台设备上', inStore: '来自商店', noResults: '没有找到“{query}”', noResultsText: '换个说法，或者扫一扫小程序码。', searching: '正在搜索…',
  offline: '现在连不上商店', offlineText: '用过的小程序照样能打开。', retry: '重试', welcome: '扫码、搜索，即开即用', welcomeText: '扫一张小程序码，或者搜索名字。不用安装。',
  addFavourite: '加入收藏', removeFavourite: '取消收藏', removeHere: '从这台设备移除', added: '已加入收藏', removed: '已移除', favouriteGone: '已取消收藏', removeAsk: '移除“{name}”？', removeText: '下载的内容和它保存的数据会被删除，之后可以重新打开。', remove: '移除', failed: '没有成功，请再试一次', emptyStore: '商店里还没有小程序',
  stores: '信任的商店', storesText: '只打开这些商店签名的小程序，每个文件在使用前都会核对。', fingerprint: '根密钥', storage: '小程序', storageNone: '这台设备上还没有小程序', removeAll: '全部移除', removeAllAsk: '移除全部小程序？', appearance: '外观', language: '语言', languageName: '中文（跟随系统）', theme: '主题', light: '浅色（跟随系统）', dark: '深色（跟随系统）', about: '关于', version: '版本', noStores: '没有配置商店',
  permissions: '权限管理', permissionsText: '小程序能做什么，由你决定。修改立即生效。', noGrants: '没有小程序问过你', always: '总是允许', whileOpen: '使用期间允许', until: '允许到 {time}', never: '不允许', notAsked: '下次询问', forDay: '允许一天', clearData: '删除它保存的数据', clearDataAsk: '删除“{name}”在这台设备上保存的数据？', clearDataText: '小程序还在，它存下的内容和文件会被删除。', cleared: '已删除',
  activity: '使用记录', activityText: '小程序每次使用敏感能力都记在这里，被拒绝的也在内。', noActivity: '还没有记录', all: '全部', allowed: '已允许', denied: '已拒绝', undeclared: '未声明', times: '{count} 次', exportAll: '导出', exported: '已导出 {count} 条', clearAll: '清空记录', clearAsk: '清空使用记录？', clearText: '清空后无法找回。',
};

const en = {
  morning: 'Good morning', noon: 'Good day', afternoon: 'Good afternoon', evening: 'Good evening', night: 'Good night',
  search: 'Search mini-programs', cancel: 'Cancel', clear: 'Clear', scan: 'Scan', settings: 'Settings', recents: 'Recent', favourites: 'Favourites', discover: 'Discover', open: 'Open',
  onDevice: 'On this device', inStore: 'From the store', noResults: 'Nothing found for “{query}”', noResultsText: 'Try other words, or scan a code.', searching: 'Searching…',
  offline: 'The store cannot be reached', offlineText: 'What you have used still opens.', retry: 'Try again', welcome: 'Scan, search, open', welcomeText: 'Scan a code or search by name. Nothing to install.',
  addFavourite: 'Add to favourites', removeFavourite: 'Remove from favourites', removeHere: 'Remove from this device', added: 'Added to favourites', removed: 'Removed', favouriteGone: 'Removed from favourites', removeAsk: 'Remove “{name}”?', removeText: 'Its download and the data it keeps here are deleted. You can open it again later.', remove: 'Remove', failed: 'That did not work. Please try again.', emptyStore: 'The store has no programs yet',
  stores: 'Trusted stores', storesText: 'Only programs signed by these stores open, and every file is checked before it is used.', fingerprint: 'Root key', storage: 'Mini-programs', storageNone: 'No mini-programs on this device yet', removeAll: 'Remove all', removeAllAsk: 'Remove all mini-programs?', appearance: 'Appearance', language: 'Language', languageName: 'English (same as system)', theme: 'Theme', light: 'Light (same as system)', dark: 'Dark (same as system)', about: 'About', version: 'Version', noStores: 'No store is set up',
  permissions: 'Permissions', permissionsText: 'You decide what a mini-program may do. A change counts at once.', noGrants: 'No mini-program has asked you for anything', always: 'Always allowed', whileOpen: 'Allowed while open', until: 'Allowed until {time}', never: 'Not allowed', notAsked: 'Ask next time', forDay: 'Allow for a day', clearData: 'Delete its data', clearDataAsk: 'Delete the data that “{name}” keeps on this device?', clearDataText: 'The mini-program stays; what it stored and its files are deleted.', cleared: 'Deleted',
  activity: 'Activity', activityText: 'Each time a mini-program uses something sensitive is written down here, refusals too.', noActivity: 'Nothing yet', all: 'All', allowed: 'Allowed', denied: 'Refused', undeclared: 'Not declared', times: '{count} times', exportAll: 'Export', exported: '{count} entries exported', clearAll: 'Clear', clearAsk: 'Clear the activity?', clearText: 'It cannot be brought back.',
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
