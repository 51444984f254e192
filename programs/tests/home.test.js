// The home program's rules, without a screen.
const test = require('node:test');
const assert = require('node:assert/strict');

const { Finder, PAUSE } = require('../home/utils/find');
const { header } = require('../home/utils/layout');
const { letter, tone } = require('../home/utils/letter');
const i18n = require('../home/utils/i18n');
const host = require('../home/utils/host');

// Timers that fire when told.
function clockwork() {
  const due = [];
  return {
    set: (run, ms) => { assert.equal(ms, PAUSE); due.push(run); return run; },
    clear: (run) => { const i = due.indexOf(run); if (i >= 0) due.splice(i, 1); },
    fire: () => due.splice(0).forEach((run) => run()),
    waiting: () => due.length,
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const one = (program, source) => ({ program, name: program, source });

test('a pause in typing makes one search', async () => {
  const asked = [];
  const shown = [];
  const timers = clockwork();
  const finder = Finder((query) => { asked.push(query); return Promise.resolve({ items: [one('canteen', 'local'), one('films', 'store')], offline: false }); }, (state) => shown.push(state), timers);
  finder.type('c');
  finder.type('ca');
  finder.type('can');
  assert.equal(timers.waiting(), 1);
  timers.fire();
  await settle();
  assert.deepEqual(asked, ['can']);
  const last = shown[shown.length - 1];
  assert.deepEqual([last.phase, last.local.length, last.store.length], ['found', 1, 1]);
});

test('an answer that was overtaken is dropped', async () => {
  const answers = {};
  const shown = [];
  const timers = clockwork();
  const finder = Finder((query) => new Promise((resolve) => { answers[query] = resolve; }), (state) => shown.push(state), timers);
  finder.type('a');
  timers.fire();
  finder.type('ab');
  timers.fire();
  answers.ab({ items: [one('ab')], offline: false });
  await settle();
  answers.a({ items: [one('a')], offline: false });
  await settle();
  assert.equal(shown[shown.length - 1].store[0].program, 'ab');
  finder.type('');
  assert.equal(shown[shown.length - 1].phase, 'idle');
});

test('nothing found and no store are told apart', async () => {
  const shown = [];
  const timers = clockwork();
  let answer = () => Promise.resolve({ items: [], offline: false });
  const finder = Finder(() => answer(), (state) => shown.push(state), timers);
  finder.type('x');
  timers.fire();
  await settle();
  assert.equal(shown[shown.length - 1].phase, 'none');
  answer = () => Promise.resolve({ items: [], offline: true });
  await finder.now('y');
  assert.equal(shown[shown.length - 1].phase, 'offline');
  answer = () => Promise.reject(new Error('gone'));
  await finder.now('z');
  assert.equal(shown[shown.length - 1].phase, 'offline');
  answer = () => Promise.resolve({ items: [one('a', 'local')], offline: true });
  await finder.now('a');
  assert.deepEqual([shown[shown.length - 1].phase, shown[shown.length - 1].offline], ['found', true]);
});

test('the header is in line with the capsule, and starts higher where there is none', () => {
  assert.deepEqual(header({ top: 26, height: 32 }, { statusBarHeight: 20 }, false), { top: 20, height: 44, start: 64 });
  assert.deepEqual(header({ top: 6, height: 32 }, { statusBarHeight: 0 }, true), { top: 0, height: 44, start: 12 });
  assert.deepEqual(header(null, null, false), { top: 0, height: 44, start: 44 });
});

test('letters stand in for icons', () => {
  assert.equal(letter('canteen'), 'C');
  assert.equal(letter('食堂'), '食');
  assert.equal(letter(''), '?');
  assert.equal(tone('canteen'), tone('canteen'));
});

test('words: the same in both languages, and a greeting for each hour', () => {
  assert.deepEqual(Object.keys(i18n.strings('en')).sort(), Object.keys(i18n.strings('zh')).sort());
  for (let hour = 0; hour < 24; hour += 1) assert.ok(i18n.greeting(hour, i18n.strings('en')));
});

test('without the host every call fails, none throws', async () => {
  await assert.rejects(host.search('x'), /not supported/);
  await assert.rejects(host.about(), /not supported/);
  host.onChange(() => {});
});

test('with the host, answers are checked for their shape', async () => {
  global.tiffin = { recents: async () => null, favourites: async () => ({ items: [one('a')] }), search: async ({ query }) => ({ items: [one(query)], offline: query === 'q' ? ['Local'] : [] }), open: () => { throw new Error('no'); } };
  try {
    assert.deepEqual(await host.recents(), []);
    assert.equal((await host.favourites()).length, 1);
    assert.deepEqual(await host.search('q'), { items: [one('q')], offline: true });
    assert.equal((await host.search('r')).offline, false);
    await assert.rejects(host.open('a'), /no/);
  } finally {
    delete global.tiffin;
  }
});

test('grants are grouped by program, with its name, and say until when', () => {
  const { groups, names, time } = require('../home/utils/grants');
  const t = i18n.strings('en');
  const row = (program, scope, state, until) => ({ program, scope, state, until, titleEn: 'use the camera', titleZh: '使用你的摄像头' });
  const until = 1764580000;
  const list = groups([row('canteen', 'scope.camera', 'until', until), row('canteen', 'scope.record', 'never'), row('films', 'scope.camera', 'always')],
    names([[{ program: 'canteen', name: 'Canteen' }], []]), t, 'en');
  assert.deepEqual(list.map((group) => group.name), ['Canteen', 'films']);
  assert.deepEqual(list[0].grants.map((grant) => grant.text), ['Allowed until ' + time(until), t.never]);
  assert.equal(list[0].grants[0].title, 'use the camera');
  assert.match(time(until), /^2025-1\d-\d\d \d\d:\d\d$/);
});

test('a permission is changed to what the sheet says, and a day ends a day later', () => {
  const { choices } = require('../home/utils/grants');
  const list = choices(i18n.strings('en'), 5000);
  assert.deepEqual(list.map((choice) => choice.state), ['notAsked', 'whileOpen', 'until', 'always', 'never']);
  assert.equal(list[2].until, 5 + 86400);
  assert.ok(list.every((choice) => choice.text));
});

test('an entry of the ledger says how often it was', () => {
  const { entry } = require('../home/utils/grants');
  const t = i18n.strings('en');
  const row = { id: 4, at: 1, lastAt: 60, count: 5, program: 'canteen', page: 'pages/a', scope: 's', capability: 'getLocation', outcome: 'denied' };
  const said = entry(row, {}, t);
  assert.deepEqual([said.name, said.outcomeText, said.times], ['canteen', t.denied, '5 times']);
  assert.equal(entry({ ...row, count: 1 }, {}, t).times, '');
});
