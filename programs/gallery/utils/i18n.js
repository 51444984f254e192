// Language, and the words that more than one page uses. A text of one page only is a pair [zh, en] where it is shown.
const zh = {
  components: '组件', apis: '接口', platform: '平台',
  search: '搜索名称', nothing: '没有这个名称', log: '事件', clear: '清空', quiet: '还没有事件', attributes: '属性',
  run: '运行', running: '运行中', stop: '取消监听', listen: '开始监听', argument: '参数（JSON，可修改）', positional: '参数（JSON 数组，可修改）', result: '结果',
  there: '可用', absent: '没有', failing: '不支持', badJson: '参数不是 JSON',
  demo: '打开演示页', about: '说明', state: '状态', canIUse: 'canIUse', typeOf: 'typeof', kind: '类型', took: '{n} 毫秒', returned: '返回', thrown: '抛出',
  kinds: { async: '异步', sync: '同步', event: '事件', context: '对象', value: '属性' },
  outcome: { ok: '成功', fail: '失败', unsupported: '不支持', thrown: '抛出异常', absent: '没有', silent: '没有回应', listening: '监听中', stopped: '已取消监听' },
};

const en = {
  components: 'Components', apis: 'APIs', platform: 'Platform',
  search: 'Search by name', nothing: 'Nothing has this name', log: 'Events', clear: 'Clear', quiet: 'No events yet', attributes: 'Attributes',
  run: 'Run', running: 'Running', stop: 'Stop listening', listen: 'Listen', argument: 'Argument (JSON, can be changed)', positional: 'Arguments (a JSON list, can be changed)', result: 'Result',
  there: 'there', absent: 'absent', failing: 'not supported', badJson: 'The argument is not JSON',
  demo: 'Open the demo', about: 'About', state: 'State', canIUse: 'canIUse', typeOf: 'typeof', kind: 'Kind', took: '{n} ms', returned: 'returned', thrown: 'threw',
  kinds: { async: 'async', sync: 'sync', event: 'event', context: 'object', value: 'value' },
  outcome: { ok: 'succeeded', fail: 'failed', unsupported: 'not supported', thrown: 'threw', absent: 'absent', silent: 'no answer', listening: 'listening', stopped: 'stopped' },
};

// "zh_CN", "zh-Hant" -> zh; anything else -> en; nothing -> zh.
function languageOf(system) {
  return !system || /^zh/i.test(system) ? 'zh' : 'en';
}

function language() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return languageOf(info.language);
}

function theme() {
  return (wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()).theme || 'light';
}

function pick(pair, own) {
  if (!Array.isArray(pair)) return pair === undefined ? '' : pair;
  return (own || language()) === 'en' ? pair[1] : pair[0];
}

// fill('{n} left', { n: 3 }) -> '3 left'; a name without a value stays as it is.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
  });
}

module.exports = {
  languageOf: languageOf,
  language: language,
  theme: theme,
  strings: function () { return language() === 'en' ? en : zh; },
  both: { zh: zh, en: en },
  pick: pick,
  fill: fill,
};
