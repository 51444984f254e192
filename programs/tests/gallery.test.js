// The gallery is complete: no component and no API is missing from it, and its checks can fail.
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..', '..');
const GALLERY = path.join(ROOT, 'programs', 'gallery');
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');

// A `wx` with nothing on it, until a test puts something there.
globalThis.wx = { canIUse: () => false, getAppBaseInfo: () => ({ language: 'en' }) };
globalThis.Behavior = (given) => given;
globalThis.Page = () => {};
globalThis.Component = () => {};

const app = JSON.parse(read(GALLERY, 'app.json'));
const components = require('../gallery/data/components');
const apis = require('../gallery/data/apis/index');
const suites = require('../gallery/checks/suites/index');
const demos = require('../gallery/data/demos');
const i18n = require('../gallery/utils/i18n');
const rows = JSON.parse(read(ROOT, 'core', 'protocol', 'capabilities.json')).wx;
const pages = [...app.pages, ...app.subPackages.flatMap((part) => part.pages.map((page) => part.root + '/' + page))];
const checks = suites.flatMap((suite) => suite.checks);

// What the framework draws, what canIUse knows, and what the documentation speaks of.
function builtIn() {
  const names = new Set();
  const folder = path.join(ROOT, 'framework', 'view', 'components');
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const text = read(folder, file);
    for (const found of text.matchAll(/register\('([a-z-]+)'/g)) names.add(found[1]);
    const list = text.match(/for \(const tag of \[([^\]]+)\]/);
    if (list) for (const found of list[1].matchAll(/'([a-z-]+)'/g)) names.add(found[1]);
  }
  Object.keys(JSON.parse(read(ROOT, 'framework', 'logic', 'wx', 'components.json'))).forEach((name) => names.add(name));
  const document = read(ROOT, 'docs', 'view-components.md');
  const methods = document.slice(document.indexOf('## Methods'), document.indexOf('## Events'));
  for (const row of methods.matchAll(/^\| ([a-z][a-z, -]*) \|/gm)) row[1].split(/, */).forEach((name) => names.add(name));
  for (const found of document.matchAll(/^- (`[^:]+):/gm)) for (const name of found[1].matchAll(/`([a-z][a-z-]+)/g)) names.add(name[1]);
  ['any', 'component'].forEach((word) => names.delete(word));
  return [...names];
}

test('every built-in component has a page', () => {
  const names = builtIn();
  assert.ok(names.length >= 45, 'found ' + names.length);
  assert.deepEqual(names.filter((name) => !components.find(name)), []);
  for (const each of components.all) {
    assert.ok(pages.includes(each.path.slice(1)), each.name + ' is not in app.json');
    if (!each.template && each.name !== 'slot') assert.match(read(GALLERY, each.path + '.wxml'), new RegExp('<' + each.name + '[\\s>/]'), each.name + ' is not on its page');
  }
});

test('every API of the table is in the gallery; run programs/art/apis after changing the table', () => {
  const table = require('../gallery/data/apis/table');
  assert.deepEqual(table, rows.map((row) => [row.name, row.kind, row.category]));
  assert.deepEqual(apis.all.filter((each) => !apis.categories.some((one) => one.id === each.category)), []);
});

test('every API that is not absent has words and an argument that fits', () => {
  const TYPES = { string: 'string', number: 'number', boolean: 'boolean', object: 'object', array: 'array' };
  for (const row of rows.filter((each) => each.status !== 'absent')) {
    assert.ok(apis.described(row.name), row.name + ' needs words in programs/gallery/data/apis');
    const example = apis.example(row.name);
    if (row.kind !== 'async') {
      assert.ok(Array.isArray(example), row.name + ' takes a list');
      continue;
    }
    for (const [name, wanted] of Object.entries(row.args ?? {})) {
      if (!wanted.endsWith('!') || !TYPES[wanted.slice(0, -1)]) continue;
      const is = Array.isArray(example[name]) ? 'array' : typeof example[name];
      assert.equal(is, TYPES[wanted.slice(0, -1)], row.name + '.' + name);
    }
  }
});

test('nothing is described that does not exist', () => {
  for (const file of ['base', 'ui', 'network', 'storage', 'device', 'media', 'open', 'others']) {
    const words = require('../gallery/data/apis/' + file);
    for (const [name, [zh, en]] of Object.entries(words)) {
      assert.ok(apis.find(name), file + ': ' + name);
      assert.ok(/[。；，：]|[A-Z]/.test(zh) && /[a-z]/.test(en), name);
    }
  }
});

test('every page exists, and every demo, component and check leads to one', () => {
  for (const page of pages) for (const end of ['.js', '.json', '.wxml']) assert.ok(fs.existsSync(path.join(GALLERY, page + end)), page + end);
  for (const each of demos) assert.ok(pages.includes(each.path.slice(1).split('?')[0]), each.id);
});

test('attributes that can be changed are used on the page, and the other way round', () => {
  const { key } = require('../gallery/utils/demo');
  for (const page of pages.filter((each) => /knobs:/.test(read(GALLERY, each + '.js')))) {
    const made = [...read(GALLERY, page + '.js').matchAll(/knob\.(?:on|one|number|text)\('([^']+)'/g)].map((found) => key(found[1]));
    const used = [...read(GALLERY, page + '.wxml').matchAll(/\ba\.(\w+)/g)].map((found) => found[1]);
    assert.deepEqual([...new Set(made)].sort(), [...new Set(used)].sort(), page);
  }
});

test('ids are unique on a page', () => {
  for (const page of pages) {
    const ids = [...read(GALLERY, page + '.wxml').matchAll(/\sid="([^"{}]+)"/g)].map((found) => found[1]).filter((id) => id !== 'case');
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], page);
  }
});

test('both languages have all words', () => {
  const same = (a, b, at) => {
    assert.deepEqual(Object.keys(a), Object.keys(b), at);
    for (const name of Object.keys(a)) if (typeof a[name] === 'object') same(a[name], b[name], name);
  };
  same(i18n.both.zh, i18n.both.en, 'words');
  for (const check of checks) assert.ok(check.text[0] && check.text[1], check.id);
});

test('each package is below 2 MB', () => {
  const size = (folder) => fs.readdirSync(folder, { withFileTypes: true }).reduce((sum, each) => sum + (each.isDirectory() ? size(path.join(folder, each.name)) : fs.statSync(path.join(folder, each.name)).size), 0);
  const parts = app.subPackages.map((part) => size(path.join(GALLERY, part.root)));
  assert.ok(Math.max(...parts) < 2 * 1024 * 1024);
  assert.ok(size(GALLERY) - parts.reduce((a, b) => a + b, 0) < 2 * 1024 * 1024);
});

test('checks have ids of their own and name real APIs', () => {
  const ids = checks.map((check) => check.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const check of checks) for (const name of check.apis) assert.ok(apis.find(name), check.id + ': ' + name);
  assert.deepEqual(rows.filter((row) => !ids.includes('absent-' + row.name)), []);
});

test('a check passes, fails, is absent, or is found silent', async () => {
  const runner = require('../gallery/checks/utils/runner');
  const one = (run, more) => runner.one({ id: 'x', apis: ['there'], run, ...more }, {}, (name) => name !== 'there');
  assert.equal((await one(() => 1)).state, 'passed');
  assert.deepEqual([(await one(() => { throw new Error('no'); })).state, (await one(() => Promise.reject({ errMsg: 'a:fail b' }))).message], ['failed', 'a:fail b']);
  assert.equal((await one(() => new Promise(() => {}), { time: 20 })).state, 'failed');
  assert.equal((await one(() => 1, { apis: ['gone'] })).state, 'absent');
  const order = [];
  await runner.all([{ id: 'a', run: () => order.push('a') }, { id: 'b', run: () => { order.push('b'); throw new Error(); } }], {}, () => false, (check, result) => order.push(check.id + ' ' + result.state));
  assert.deepEqual(order, ['a', 'a passed', 'b', 'b failed']);
});

test('a call is told apart: ok, fail, unsupported, thrown, absent, silent', async () => {
  const call = require('../gallery/utils/call');
  Object.assign(wx, {
    good: (options) => options.success({ errMsg: 'good:ok', n: 1 }),
    bad: (options) => options.fail({ errMsg: 'bad:fail no' }),
    none: (options) => options.fail({ errMsg: 'none:fail not supported' }),
    mute: () => {},
    broken: () => { throw new Error('broken'); },
    gone: () => { throw new Error('gone:fail not supported'); },
    add: (a, b) => a + b,
    value: { a: 1 },
  });
  const outcome = async (...given) => (await call.run(...given)).outcome;
  assert.deepEqual([await outcome('good', 'async', {}), await outcome('bad', 'async', {}), await outcome('none', 'async', {}), await outcome('mute', 'async', {}, 20), await outcome('broken', 'async', {}), await outcome('nothing', 'async', {})], ['ok', 'fail', 'unsupported', 'silent', 'thrown', 'absent']);
  assert.deepEqual([(await call.run('add', 'sync', [2, 3])).result, await outcome('gone', 'sync', []), await outcome('broken', 'context', []), (await call.run('value', 'value')).result], [5, 'unsupported', 'thrown', { a: 1 }]);
});

test('"absent is absent" fails when canIUse and a call disagree', async () => {
  const { agree } = require('../gallery/checks/suites/absent');
  const api = (name, kind = 'async') => ({ name, kind });
  const known = wx.canIUse;
  wx.canIUse = (name) => name === 'liar' || name === 'honest';
  Object.assign(wx, { honest: () => {}, claims: (o) => o.success({ errMsg: 'claims:ok' }), refuses: (o) => o.fail({ errMsg: 'refuses:fail not supported' }), wrongName: (o) => o.fail({ errMsg: 'other:fail not supported' }), onThing: () => {} });
  assert.throws(() => agree(api('liar')), /canIUse/);
  assert.equal(agree(api('honest')), undefined);
  await agree(api('refuses'));
  await agree(api('onThing', 'event'));
  await assert.rejects(agree(api('claims')), /wanted "unsupported"/);
  await assert.rejects(agree(api('wrongName')), /errMsg/);
  wx.canIUse = known;
});

test('what is shown is bounded, whatever an API hands out', () => {
  const show = require('../gallery/utils/show');
  const round = { name: 'x' };
  round.self = round;
  assert.deepEqual(JSON.parse(show.long(round)), { name: 'x', self: '(again)' });
  assert.ok(show.long({ text: 'y'.repeat(1e6), list: Array.from({ length: 1e5 }, (_, i) => i) }).length <= 4000);
  assert.equal(show.short({ f() {}, b: new ArrayBuffer(3), u: undefined, n: NaN }), '{"f":"function","b":"ArrayBuffer(3)","u":"undefined","n":"NaN"}');
  assert.ok(show.short('z'.repeat(900), 100).length <= 101);
  assert.equal(show.time(new Date(2026, 1, 2, 3, 4, 5, 6)), '03:04:05.006');
});

test('the trace keeps order and forgets the oldest', () => {
  const trace = require('../gallery/utils/trace');
  let heard = 0;
  const stop = trace.watch(() => { heard += 1; });
  for (let i = 0; i < 250; i += 1) trace.add('page', 'hook' + i);
  stop();
  trace.add('page', 'last');
  assert.deepEqual([heard, trace.all().length, trace.names()[0], trace.names()[199]], [250, 200, 'page.hook51', 'page.last']);
});

test('rows of the load page: created, changed, swapped, removed', () => {
  const { change, COUNT } = require('../gallery/framework/utils/rows');
  const made = change('create', []).rows;
  assert.equal(made.length, COUNT);
  const tenth = change('tenth', made);
  assert.equal(Object.keys(tenth.data).length, COUNT / 10);
  assert.match(tenth.data['rows[990].label'], / !$/);
  const swapped = change('swap', made).rows;
  assert.deepEqual([swapped[1], swapped[998]], [made[998], made[1]]);
  assert.equal(change('append', made).rows.length, 2 * COUNT);
  assert.equal(change('remove', made).rows.length, COUNT - 1);
  assert.deepEqual(change('swap', []).data, {});
  assert.equal(new Set(change('append', made).rows.map((row) => row.id)).size, 2 * COUNT);
});
