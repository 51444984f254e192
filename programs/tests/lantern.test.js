// The lantern campaign's rules, without a screen: its dates, what it keeps, the flight, the riddles.
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../lantern');
const config = require('../lantern/data/campaign');
const campaign = require('../lantern/utils/campaign');
const keep = require('../lantern/utils/keep');
const flight = require('../lantern/utils/flight');
const paint = require('../lantern/utils/paint');
const card = require('../lantern/utils/card');
const riddles = require('../lantern/utils/riddles');
const data = require('../lantern/data/riddles');
const i18n = require('../lantern/utils/i18n');

const DATES = { opens: '2027-02-01T00:00:00+08:00', ends: '2027-02-21T00:00:00+08:00', removed: '2027-03-21T00:00:00+08:00', flightSeconds: 45 };
const at = (text) => Date.parse(text);

// Storage that is a plain object, as `wx` has it.
function device(stored) {
  global.wx = {
    getStorageSync: (key) => (key in stored ? stored[key] : ''),
    setStorageSync: (key, value) => { stored[key] = value; },
    removeStorageSync: (key) => { delete stored[key]; },
  };
  return stored;
}

test.afterEach(() => { delete global.wx; });

test('the dates that are shipped make sense', () => {
  assert.deepEqual(campaign.problems(config), []);
  assert.ok(config.flightSeconds >= 20 && config.flightSeconds <= 120);
});

test('a phase begins at its date, to the millisecond', () => {
  const around = (name) => [-1, 0].map((ms) => campaign.phase(DATES, at(DATES[name]) + ms));
  assert.deepEqual(around('opens'), ['before', 'running']);
  assert.deepEqual(around('ends'), ['running', 'over']);
  assert.deepEqual(around('removed'), ['over', 'removed']);
});

test('a file that makes no sense opens nothing and erases nothing', () => {
  const broken = [
    Object.assign({}, DATES, { ends: '2027-01-01T00:00:00+08:00' }),
    Object.assign({}, DATES, { removed: 'soon' }),
    Object.assign({}, DATES, { opens: '2027-02-01T00:00:00' }),
    {},
  ];
  for (const one of broken) {
    assert.ok(campaign.problems(one).length > 0);
    assert.equal(campaign.phase(one, at('2027-02-10T00:00:00Z')), 'over');
    assert.equal(campaign.phase(one, at('2030-01-01T00:00:00Z')), 'over');
  }
});

test('what is left of a phase, in days, hours and minutes', () => {
  assert.equal(campaign.untilNext(DATES, at(DATES.opens) - 5), 5);
  assert.equal(campaign.untilNext(DATES, at(DATES.removed)), null);
  assert.deepEqual(campaign.parts(26 * 3600000 + 61000), { days: 1, hours: 2, minutes: 2 });
  assert.deepEqual(campaign.parts(1), { days: 0, hours: 0, minutes: 1 });
  assert.deepEqual(campaign.parts(-5), { days: 0, hours: 0, minutes: 0 });
});

test('a flight that took off in time counts; one paused for a week does not', () => {
  const end = at(DATES.ends);
  assert.equal(campaign.counts(DATES, end - 1000, end + 44000), true);
  assert.equal(campaign.counts(DATES, end, end + 44000), false);
  assert.equal(campaign.counts(DATES, end - 1000, end + 7 * 86400000), false);
});

test('after the end what playing needs is erased, at the last date everything', () => {
  const full = () => device({ 'lantern.best': { score: 420, height: 405 }, 'lantern.solved': ['r1'], 'lantern.flights': 3, 'lantern.caught': ['r2'], 'lantern.seen': true, other: 1 });
  let stored = full();
  assert.equal(keep.tidy('running'), 0);
  assert.equal(keep.tidy('over'), 2);
  assert.deepEqual(keep.result(), { best: { score: 420, height: 405 }, solved: ['r1'], flights: 3 });
  stored = full();
  assert.equal(keep.tidy('removed'), 5);
  assert.deepEqual(stored, { other: 1 });
  assert.equal(keep.tidy('removed'), 0);
});

test('every key the program writes is one that the end removes', () => {
  const stored = device({});
  keep.noteScore(10, 9);
  keep.noteSolved('r1');
  keep.noteFlight();
  keep.keepCaught(['r2']);
  keep.see();
  assert.deepEqual(Object.keys(stored).sort(), keep.leftovers('removed').slice().sort());
  const scripts = fs.readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.js') && name !== path.join('utils', 'keep.js'));
  for (const name of scripts) assert.ok(!/Storage/.test(fs.readFileSync(path.join(root, name), 'utf8')), name);
});

test('what was stored is not trusted', () => {
  device({ 'lantern.best': 'x', 'lantern.solved': { length: 3 }, 'lantern.flights': -4, 'lantern.caught': ['r1', 'r1', 7] });
  assert.deepEqual(keep.result(), { best: { score: 0, height: 0 }, solved: [], flights: 0 });
  assert.deepEqual(keep.caught(), ['r1']);
});

test('a best is kept only when it is better', () => {
  device({});
  assert.equal(keep.noteScore(100, 90), true);
  assert.equal(keep.noteScore(80, 200), false);
  assert.deepEqual(keep.result().best, { score: 100, height: 90 });
});

// Flies with a steersman who is told of the sky and answers where to go.
function fly(seed, steersman, options) {
  const state = flight.start(Object.assign({ height: 780, seconds: 45, seed, riddles: ['a', 'b', 'c', 'd'] }, options));
  const events = [];
  for (let i = 0; i < 60 * 60 && !state.ended; i += 1) {
    flight.steer(state, steersman(state));
    events.push(...flight.step(state, 1 / 60));
  }
  return { state, events };
}

// Goes to the nearest good thing, away from what hurts.
function careful(state) {
  let x = state.x;
  const near = state.items.filter((item) => item.y < state.y + 30).sort((a, b) => b.y - a.y);
  const bad = near.find((item) => ['cloud', 'rocket'].includes(item.kind) && Math.abs(item.x - state.x) < 80 && state.y - item.y < 260);
  const good = near.find((item) => !['cloud', 'rocket'].includes(item.kind));
  if (good) x = good.x;
  if (bad) x = bad.x > 180 ? bad.x - 110 : bad.x + 110;
  return x;
}

test('the same seed and the same steering give the same flight', () => {
  assert.deepEqual(fly(7, careful), fly(7, careful));
  assert.notDeepEqual(fly(7, careful).state.items, fly(8, careful).state.items);
});

test('careful flights reach the moon and bring riddles; still ones are poorer', () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i * 9973 + 1);
  const careers = seeds.map((seed) => fly(seed, careful).state);
  const still = seeds.map((seed) => fly(seed, () => 180).state);
  const mean = (states) => states.reduce((sum, state) => sum + flight.total(state), 0) / states.length;
  assert.ok(careers.filter((state) => state.ended === 'moon').length >= 12, 'moon: ' + careers.filter((state) => state.ended === 'moon').length);
  assert.ok(careers.some((state) => state.caught.length >= 2));
  assert.ok(mean(careers) > mean(still) * 1.3, mean(careers) + ' against ' + mean(still));
  for (const state of careers) assert.ok(new Set(state.caught).size === state.caught.length && state.caught.length <= 3);
});

test('a hit takes a flame, and nothing more for a moment; the last one ends it', () => {
  const state = flight.start({ height: 780, seconds: 45, seed: 1, riddles: [] });
  const cloud = () => state.items.push({ id: 0, kind: 'cloud', x: state.x, y: state.y, drift: 0, turn: 0 });
  state.due = 100;
  cloud();
  cloud();
  assert.deepEqual(flight.step(state, 0.01).map((event) => event.what), ['hurt']);
  assert.equal(state.flames, 2);
  for (const left of [1, 0]) {
    state.items = [];
    for (let i = 0; i < 40; i += 1) flight.step(state, 0.05);
    cloud();
    flight.step(state, 0.01);
    assert.equal(state.flames, left);
  }
  assert.equal(state.ended, 'out');
  assert.deepEqual(flight.step(state, 1), []);
});

test('every fifth dumpling in a row counts three times', () => {
  const state = flight.start({ height: 780, seconds: 45, seed: 1, riddles: [] });
  state.due = 100;
  const points = [];
  for (let i = 0; i < 6; i += 1) {
    state.items = [{ id: i, kind: 'dumpling', x: state.x, y: state.y, drift: 0, turn: 0 }];
    points.push(flight.step(state, 0.01)[0].points);
  }
  assert.deepEqual(points, [10, 10, 10, 10, 30, 10]);
});

test('a pause does not move the sky', () => {
  const state = flight.start({ height: 780, seconds: 45, seed: 1, riddles: [] });
  flight.step(state, 3600);
  assert.ok(state.time <= 0.05);
  flight.steer(state, -999);
  assert.equal(state.aim, flight.LANTERN);
});

// A context that takes every call and property; calls are counted.
function pen(calls) {
  const gradient = { addColorStop() {} };
  return new Proxy({}, {
    get: (target, name) => (name in target ? target[name] : (...args) => {
      for (const arg of args) assert.ok(typeof arg !== 'number' || Number.isFinite(arg), String(name));
      calls.push(name);
      return /^create/.test(String(name)) ? gradient : undefined;
    }),
    set: (target, name, value) => { target[name] = value; return true; },
  });
}

test('a frame is few commands, whatever is in the sky', () => {
  let most = 0;
  fly(11, (state) => {
    const calls = [];
    paint.frame(pen(calls), state, { stars: paint.stars(780), floats: [], pictures: {} }, 2);
    most = Math.max(most, calls.length);
    return careful(state);
  });
  assert.ok(most > 40 && most < 250, String(most));
});

test('the card is drawn with finite numbers', () => {
  const calls = [];
  card.draw(pen(calls), { title: 'a', score: 'b', line: 'c', foot: 'd' });
  assert.ok(calls.includes('fillText') && calls.includes('drawImage'));
});

test('riddles: four choices and one answer, in both languages', () => {
  const ids = data.riddles.map((riddle) => riddle.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const riddle of data.riddles) {
    for (const language of ['zh', 'en']) {
      const { ask, hint, choices, answer, why } = riddle[language];
      assert.ok(ask && hint && why, riddle.id);
      assert.equal(new Set(choices).size, 4, riddle.id);
      assert.ok(Number.isInteger(answer) && answer >= 0 && answer < 4);
      assert.equal(riddles.right(riddle.id, language, answer), true);
      assert.equal(riddles.right(riddle.id, language, (answer + 1) % 4), false);
    }
  }
  assert.equal(riddles.right('gone', 'zh', 0), false);
  assert.equal(riddles.one('constructor', 'zh'), null);
});

test('riddles not solved yet come first', () => {
  const order = riddles.order(['r1', 'r2'], 3);
  assert.equal(new Set(order).size, riddles.count);
  assert.deepEqual(order.slice(-2).sort(), ['r1', 'r2']);
  assert.notDeepEqual(riddles.order([], 1), riddles.order([], 2));
});

test('both languages have the same words, and days of the campaign’s own zone', () => {
  assert.deepEqual(Object.keys(i18n.strings('en')).sort(), Object.keys(i18n.strings('zh')).sort());
  assert.equal(i18n.strings('en').how.length, i18n.strings('zh').how.length);
  assert.equal(i18n.day('2027-02-21T00:00:00+08:00', 'zh', true), '2月20日');
  assert.equal(i18n.day('2027-03-01T00:00:00+08:00', 'en', true), '28 Feb');
  assert.equal(i18n.day('2026-11-01T00:00:00+08:00', 'en'), '1 Nov');
});
