// All APIs: names from the table, words and example arguments from the files beside it, and what is there from `wx`.
const table = require('./table');
const i18n = require('../../utils/i18n');

const words = Object.assign({}, require('./base'), require('./ui'), require('./network'), require('./storage'), require('./device'), require('./media'), require('./open'), require('./others'));

const categories = [
  ['base', '基础', 'Base'], ['route', '路由', 'Routes'], ['navigate', '跳转', 'Other programs'], ['ui', '界面', 'Interface'], ['wxml', '节点查询', 'Nodes'], ['network', '网络', 'Network'], ['storage', '数据缓存', 'Storage'],
  ['file', '文件', 'Files'], ['media', '媒体', 'Media'], ['canvas', '画布', 'Canvas'], ['device', '设备', 'Device'], ['location', '位置', 'Location'], ['open-api', '开放接口', 'Open APIs'], ['share', '转发', 'Sharing'],
  ['payment', '支付', 'Payment'], ['data-analysis', '数据分析', 'Analytics'], ['ad', '广告', 'Advertising'], ['ai', 'AI', 'AI'], ['cloud', '云开发', 'Cloud'], ['worker', '多线程', 'Worker'], ['ext', '第三方平台', 'Third-party platform'], ['chattool', '聊天工具', 'Chat tools'],
].map(function (each) { return { id: each[0], title: [each[1], each[2]] }; });

const all = table.map(function (each) { return { name: each[0], kind: each[1], category: each[2] }; });
const byName = {};
all.forEach(function (each) { byName[each.name] = each; });

// onX and offX share their words.
function entry(name) {
  if (Object.prototype.hasOwnProperty.call(words, name)) return words[name];
  const on = /^off[A-Z]/.test(name) && words['on' + name.slice(3)];
  return on ? ['停止监听：' + on[0], 'Stop listening: ' + on[1]] : null;
}

module.exports = {
  all: all,
  categories: categories,
  of: function (category) { return all.filter(function (each) { return each.category === category; }); },
  find: function (name) { return Object.prototype.hasOwnProperty.call(byName, name) ? byName[name] : null; },
  described: function (name) { return entry(name) !== null; },
  words: function (name) { return (entry(name) || ['没有说明。', 'No description.']).slice(0, 2); },
  example: function (name) {
    const found = entry(name);
    const kind = byName[name] ? byName[name].kind : 'async';
    return found && found[2] !== undefined ? found[2] : kind === 'async' ? {} : [];
  },
  // there: canIUse says so; failing: a function that canIUse does not know; absent: undefined.
  state: function (name) {
    if (wx[name] === undefined) return 'absent';
    return wx.canIUse(name) ? 'there' : 'failing';
  },
  pick: i18n.pick,
};
