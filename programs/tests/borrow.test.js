// The gear room's rules, without a screen: shelf, bag, booking, loans, trust; and that what Vant needs is there.
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../borrow');
const data = require('../borrow/data/things');
const shelf = require('../borrow/utils/shelf');
const bags = require('../borrow/utils/bag');
const days = require('../borrow/utils/days');
const loans = require('../borrow/utils/loans');
const trust = require('../borrow/utils/trust');
const form = require('../borrow/utils/form');
const present = require('../borrow/utils/present');
const i18n = require('../borrow/utils/i18n');

const find = data.find;
const today = days.midnight(new Date(2026, 10, 25, 9, 30).getTime());
const noon = (n) => days.at(days.add(today, n), '12:00');
const ids = (things) => things.map((thing) => thing.id);

// The project's own files, without packages.
function files(extension) {
  return fs.readdirSync(root, { recursive: true }).filter((name) => !name.startsWith('node_modules') && name.endsWith(extension)).map((name) => ({ name, text: fs.readFileSync(path.join(root, name), 'utf8') }));
}

test('things: a picture for each, whole cents, both languages, places that exist', () => {
  assert.equal(new Set(ids(data.things)).size, data.things.length);
  for (const thing of data.things) {
    assert.ok(fs.existsSync(path.join(root, 'images/things', thing.id + '.svg')), thing.id);
    assert.ok(Number.isInteger(thing.deposit) && thing.deposit > 0 && thing.most >= 1);
    assert.ok(data.kinds.some((kind) => kind.id === thing.kind));
    assert.ok(thing.places.length && thing.places.every((id) => data.places.some((place) => place.id === id)));
    assert.equal(thing.includes.zh.length, thing.includes.en.length);
    assert.ok(thing.name.zh && thing.name.en && thing.line.zh && thing.line.en);
  }
  assert.equal(find('constructor'), null);
});

test('the shelf: words of either language, kind, place, stock', () => {
  assert.deepEqual(ids(shelf.pick(data.things, { query: '帐篷' })), ['tent']);
  assert.deepEqual(ids(shelf.pick(data.things, { query: ' City  BICYCLE ' })), ['bicycle']);
  assert.deepEqual(shelf.pick(data.things, { query: 'zzz' }), []);
  assert.ok(shelf.pick(data.things, { kind: 'play', place: 'c' }).every((thing) => thing.kind === 'play' && thing.places.includes('c')));
  assert.ok(!ids(shelf.pick(data.things, { free: true })).includes('kite'));
});

test('the shelf: orders, and what is all out comes last', () => {
  for (const order of Object.keys(i18n.strings('zh').order)) {
    const found = shelf.pick(data.things, { order });
    assert.equal(found.length, data.things.length);
    assert.equal(found[found.length - 1].id, 'kite');
  }
  assert.equal(shelf.pick(data.things, { order: 'deposit' })[0].id, 'board');
  assert.equal(shelf.pick(data.things, { order: 'nonsense' })[0].id, 'board');
  assert.equal(shelf.pick(data.things, { order: 'score' })[0].score, 4.9);
});

test('the bag never holds more than the stock, nor more than six kinds', () => {
  let lines = bags.add([], 'tent', 99, find);
  assert.equal(lines[0].quantity, 3);
  lines = bags.add(lines, 'tent', 1, find);
  assert.equal(bags.quantityOf(lines, 'tent'), 3);
  assert.deepEqual(bags.add([], 'kite', 1, find), []);
  assert.deepEqual(bags.set(lines, 'tent', 0, find), []);
  const all = data.things.reduce((some, thing) => bags.add(some, thing.id, 1, find), []);
  assert.equal(all.length, bags.MOST_LINES);
});

test('what was stored is not trusted, and lists are not changed in place', () => {
  const stored = [null, { thing: 'gone', quantity: 1 }, { thing: 'tent', quantity: 2.9 }, { thing: 'tent', quantity: 1 }, { thing: 'drill', quantity: -1 }];
  const copy = JSON.parse(JSON.stringify(stored));
  assert.deepEqual(bags.clean(stored, find), [{ thing: 'tent', quantity: 2 }]);
  assert.deepEqual(stored, copy);
  assert.deepEqual(bags.clean('x', find), []);
});

test('a bag: its deposit, the shortest of its times, and places that have it all', () => {
  const lines = bags.add(bags.add([], 'tent', 2, find), 'bicycle', 1, find);
  assert.deepEqual(bags.sum(lines, find), { count: 3, deposit: 70000, most: 3 });
  assert.deepEqual(ids(bags.places(lines, data.places, find)), ['a', 'c']);
  assert.deepEqual(bags.places(bags.add(lines, 'telescope', 1, find), data.places, find), []);
  assert.deepEqual(bags.sum([], find), { count: 0, deposit: 0, most: 14 });
});

test('days are counted on the calendar', () => {
  assert.equal(days.between(today, days.add(today, 200)), 200);
  assert.equal(days.between(days.at(today, '23:59'), days.add(today, 1)), 1);
  assert.equal(days.midnight(days.at(today, '18:30')), today);
  assert.equal(days.label(today, i18n.strings('zh')), '11月25日 周三');
  assert.equal(days.label(today, i18n.strings('en')), 'Wed 25 Nov');
});

test('a booking says the first thing that is wrong', () => {
  const sum = { count: 1, deposit: 1, most: 3 };
  const good = { from: today, to: days.add(today, 2), place: 'a', name: '小林', phone: '138 0000 0000', agreed: true };
  const wrong = (change, of) => form.wrong(Object.assign({}, good, change), of || sum, today, days.between);
  assert.equal(wrong({}), '');
  assert.equal(wrong({}, { count: 0, most: 14 }), 'errEmpty');
  assert.equal(wrong({ from: 0 }), 'errDays');
  assert.equal(wrong({ from: days.add(today, -1) }), 'errDays');
  assert.equal(wrong({ to: days.add(today, 3) }), 'errDays');
  assert.equal(wrong({ place: '' }), 'errPlace');
  assert.equal(wrong({ name: '  ' }), 'errName');
  assert.equal(wrong({ phone: '12' }), 'errPhone');
  assert.equal(wrong({ phone: 'call me' }), 'errPhone');
  assert.equal(wrong({ agreed: false }), 'errAgree');
  for (const name of ['errEmpty', 'errDays', 'errPlace', 'errName', 'errPhone', 'errAgree']) assert.ok(i18n.strings('zh')[name] && i18n.strings('en')[name]);
});

function loan(change) {
  const made = loans.make(7, noon(0), [{ thing: 'tent', quantity: 1 }], { count: 1, deposit: 20000, most: 7 }, { from: days.add(today, 1), to: days.add(today, 3), clock: '10:00', place: 'a', name: 'x'.repeat(99), phone: '1', purpose: '' });
  return Object.assign(made, change);
}

test('the state of a loan follows from the clock and from what was done', () => {
  const one = loan();
  assert.deepEqual([one.code, one.name.length], ['J1007', 20]);
  assert.deepEqual([0, 1, 3, 4].map((n) => loans.status(one, noon(n))), ['booked', 'out', 'out', 'late']);
  assert.equal(loans.status(one, days.at(one.to, '19:00')), 'out');
  assert.equal(loans.status(one, days.at(one.to, '19:01')), 'late');
  assert.equal(loans.status(loan({ returnedAt: noon(2) }), noon(9)), 'returned');
  assert.deepEqual([loans.progress(one, noon(0)), loans.progress(one, noon(9))], [0, 100]);
  assert.ok(loans.progress(one, noon(2)) > 30 && loans.progress(one, noon(2)) < 60);
});

test('what can be done with a loan, and only that', () => {
  const one = loan();
  const list = [one];
  const after = (n, action, value) => loans.change(list, one.id, noon(n), action, value)[0];
  assert.deepEqual([0, 1, 4].map((n) => loans.actions(one, noon(n))), [['cancel'], ['giveBack', 'extend'], ['giveBack']]);
  assert.ok(after(0, 'cancel').cancelledAt);
  assert.equal(after(1, 'cancel'), one);
  assert.equal(after(0, 'giveBack'), one);
  assert.deepEqual(loans.actions(after(1, 'giveBack'), noon(1)), ['review']);
  assert.equal(after(1, 'review', { stars: 5 }), one);
  assert.deepEqual(loans.change(list, 'other', noon(1), 'giveBack')[0], one);
});

test('a loan is extended once, and not for ever', () => {
  const one = loan();
  const to = (day) => loans.change([one], one.id, noon(2), 'extend', day)[0];
  assert.equal(loans.longest(one), days.add(one.from, 13));
  const longer = to(days.add(today, 6));
  assert.deepEqual([longer.to, longer.extended], [days.add(today, 6), true]);
  assert.deepEqual(loans.actions(longer, noon(2)), ['giveBack']);
  assert.equal(to(days.add(today, 3)), one);
  assert.equal(to(days.add(today, 30)), one);
  assert.equal(to(undefined), one);
});

test('a review is bounded; the list too', () => {
  const back = loan({ returnedAt: noon(2) });
  const done = loans.change([back], back.id, noon(3), 'review', { stars: 99, text: 'y'.repeat(999), pictures: 9 })[0];
  assert.deepEqual([done.review.stars, done.review.text.length, done.review.pictures], [5, 200, 3]);
  assert.deepEqual(loans.actions(done, noon(3)), []);
  let list = [];
  for (let i = 0; i < 40; i += 1) list = loans.put(list, { id: String(i) });
  assert.deepEqual([list.length, list[0].id], [30, '39']);
});

test('trust rises with loans that came back in time', () => {
  const back = (late) => loan({ returnedAt: late ? noon(9) : noon(2) });
  assert.deepEqual(trust.of([]), { level: 1, percent: 0, missing: 2 });
  assert.deepEqual(trust.of([back(), back(true)]), { level: 1, percent: 50, missing: 1 });
  assert.deepEqual(trust.of([back(), back(), back()]), { level: 2, percent: 50, missing: 1 });
  assert.deepEqual(trust.of(Array.from({ length: 20 }, () => back())), { level: trust.TOP, percent: 100, missing: 0 });
});

test('a loan is shown in the language that is set', () => {
  const say = (text) => i18n.pick(text, 'en');
  const shown = present.loan(loan(), noon(1), i18n.strings('en'), say);
  assert.deepEqual([shown.status, shown.when, shown.deposit, shown.step], ['With you', 'Thu 26 Nov – Sat 28 Nov', '200', 3]);
  assert.equal(shown.lines[0].name, 'Tent for three');
  assert.equal(present.line({ thing: 'gone', quantity: 1 }, i18n.strings('en'), say).name, 'gone');
});

test('both languages have the same words, lists as long as each other', () => {
  const zh = i18n.strings('zh');
  const en = i18n.strings('en');
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(zh)) {
    assert.equal(typeof zh[key], typeof en[key], key);
    if (typeof zh[key] === 'object') assert.deepEqual(Object.keys(zh[key]), Object.keys(en[key]), key);
  }
  assert.equal(i18n.yuan(12000), '120');
  assert.equal(i18n.yuan(12050), '120.50');
});

test('every word that a template shows is there', () => {
  const words = i18n.strings('zh');
  for (const { name, text } of files('.wxml')) {
    for (const [, word] of text.matchAll(/\bt\.(\w+)/g)) assert.ok(word in words, name + ': t.' + word);
  }
});

test('every component of Vant is installed at the version of package.json, and there are at least twelve', () => {
  const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies['@vant/weapp'];
  assert.match(wanted, /^\d+\.\d+\.\d+$/);
  const library = path.join(root, 'node_modules/@vant/weapp');
  assert.equal(JSON.parse(fs.readFileSync(path.join(library, 'package.json'), 'utf8')).version, wanted);
  const used = new Map();
  for (const { name, text } of files('.json')) {
    for (const [tag, where] of Object.entries(JSON.parse(text).usingComponents || {})) {
      assert.ok(fs.existsSync(path.join(library, 'lib', where.replace('@vant/weapp/', '') + '.js')), name + ': ' + where);
      used.set(tag, name);
    }
  }
  const shown = files('.wxml').map((file) => file.text).join('\n');
  for (const [tag, name] of used) assert.ok(shown.includes('<' + tag), name + ' names ' + tag + ' and nothing shows it');
  assert.ok(used.size >= 12, String(used.size));
});

test('icons come from the program itself: the font is the package’s, every name is in it', () => {
  const sheet = fs.readFileSync(path.join(root, 'styles/icon-font.wxss'), 'utf8');
  const source = fs.readFileSync(path.join(root, 'node_modules/@vant/icons/src/encode-woff2.less'), 'utf8');
  const font = /base64,([A-Za-z0-9+/=]+)/;
  assert.equal(sheet.match(font)[1], source.match(font)[1]);
  const known = fs.readFileSync(path.join(root, 'node_modules/@vant/weapp/lib/icon/index.wxss'), 'utf8');
  const names = files('.wxml').flatMap(({ text }) => [...text.matchAll(/\b(?:left-|tip-|active-)?icon="([a-z][a-z-]*)"/g)].map((match) => match[1]));
  names.push(...data.kinds.map((kind) => kind.icon));
  assert.ok(names.length > 15);
  for (const name of names) assert.ok(known.includes('.van-icon-' + name + ':before'), name);
});

test('the lock file names no server', () => {
  assert.doesNotMatch(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'), /https?:/);
});
