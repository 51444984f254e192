// What the program keeps on the device. The only file that knows the names of the storage keys, and so the only one that
// can say what has to go at the end.

const BEST = 'lantern.best';
const SOLVED = 'lantern.solved';
const FLIGHTS = 'lantern.flights';
const CAUGHT = 'lantern.caught';
const SEEN = 'lantern.seen';

const RESULT = [BEST, SOLVED, FLIGHTS];
const WORKING = [CAUGHT, SEEN];

// What has to go in a phase: after the end what only playing needs, at the last date all of it.
function leftovers(phase) {
  if (phase === 'over') return WORKING;
  return phase === 'removed' ? RESULT.concat(WORKING) : [];
}

function read(key, fallback) {
  try {
    const value = wx.getStorageSync(key);
    return value === '' || value === undefined || value === null ? fallback : value;
  } catch (e) {
    return fallback;
  }
}

function write(key, value) {
  try {
    wx.setStorageSync(key, value);
  } catch (e) {
    wx.showToast({ title: String((e && e.errMsg) || e), icon: 'none' });
  }
}

function count(value) {
  return Math.max(0, Math.floor(Number(value)) || 0);
}

function ids(value) {
  return Array.isArray(value) ? value.filter(function (id, i) { return typeof id === 'string' && value.indexOf(id) === i; }).slice(0, 50) : [];
}

// The person's result, in a shape that can be shown whatever was stored.
function result() {
  const best = read(BEST, {});
  return { best: { score: count(best && best.score), height: count(best && best.height) }, solved: ids(read(SOLVED, [])), flights: count(read(FLIGHTS, 0)) };
}

// Notes a flight or its riddles; answers whether it is a new best.
function noteScore(score, height) {
  const better = score > result().best.score;
  if (better) write(BEST, { score: score, height: height });
  return better;
}

function noteSolved(id) {
  write(SOLVED, ids(result().solved.concat([id])));
}

// Removes what the phase leaves no place for; answers how many keys went.
function tidy(phase) {
  return leftovers(phase).filter(function (key) {
    if (read(key, null) === null) return false;
    wx.removeStorageSync(key);
    return true;
  }).length;
}

module.exports = {
  leftovers: leftovers, result: result, noteScore: noteScore, noteSolved: noteSolved, tidy: tidy,
  noteFlight: function () { write(FLIGHTS, result().flights + 1); },
  caught: function () { return ids(read(CAUGHT, [])); },
  keepCaught: function (list) { write(CAUGHT, ids(list)); },
  seen: function () { return read(SEEN, false) === true; },
  see: function () { write(SEEN, true); },
};
