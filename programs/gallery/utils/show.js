// Values as a person reads them: bounded in length and depth, whatever an API hands out.
const MOST = 4000;

function bytes(value) {
  return 'ArrayBuffer(' + value.byteLength + ')';
}

function plain(value, depth, seen) {
  if (value === undefined) return 'undefined';
  if (typeof value === 'function') return 'function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'number' && !isFinite(value)) return String(value);
  if (typeof value === 'string' && value.length > 600) return value.slice(0, 600) + '… (' + value.length + ')';
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof ArrayBuffer) return bytes(value);
  if (value instanceof Error) return value.name + ': ' + value.message;
  if (seen.indexOf(value) >= 0) return '(again)';
  if (depth > 6) return '…';
  const below = seen.concat([value]);
  if (Array.isArray(value)) {
    const list = value.slice(0, 40).map(function (each) { return plain(each, depth + 1, below); });
    if (value.length > 40) list.push('… ' + value.length);
    return list;
  }
  const copy = {};
  for (const key in value) copy[key] = plain(value[key], depth + 1, below);
  return copy;
}

// Several lines, as on the page of one API.
function long(value) {
  if (value === undefined) return 'undefined';
  return JSON.stringify(plain(value, 0, []), null, 2).slice(0, MOST);
}

// One line, as in the log.
function short(value, most) {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(plain(value, 0, []));
  const limit = most || 200;
  return text.length > limit ? text.slice(0, limit) + '…' : text;
}

function time(now) {
  const at = now || new Date();
  const two = function (n) { return (n < 10 ? '0' : '') + n; };
  const three = ('00' + at.getMilliseconds()).slice(-3);
  return two(at.getHours()) + ':' + two(at.getMinutes()) + ':' + two(at.getSeconds()) + '.' + three;
}

module.exports = { long: long, short: short, time: time };
