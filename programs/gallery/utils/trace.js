// The order in which the hooks of the app and of the lifecycle pages were called: kept outside of all pages, because
// pages come and go while it is written.
const show = require('./show');

const MOST = 200;
const entries = [];
const listeners = [];
let count = 0;

function add(owner, hook, detail) {
  count += 1;
  entries.push({ n: count, at: show.time(), owner: owner, hook: hook, detail: show.short(detail, 120) });
  if (entries.length > MOST) entries.shift();
  listeners.slice().forEach(function (listener) { listener(); });
}

function watch(listener) {
  listeners.push(listener);
  return function () {
    const at = listeners.indexOf(listener);
    if (at >= 0) listeners.splice(at, 1);
  };
}

module.exports = {
  add: add,
  watch: watch,
  all: function () { return entries.slice(); },
  names: function () { return entries.map(function (each) { return each.owner + '.' + each.hook; }); },
  clear: function () { entries.length = 0; },
};
