// The canteen's rules, without a screen: node --test programs/tests/*.test.js
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../canteen');
const menu = require('../canteen/data/menu');
const carts = require('../canteen/utils/cart');
const money = require('../canteen/utils/money');
const orders = require('../canteen/utils/orders');
const time = require('../canteen/utils/time');
const i18n = require('../canteen/utils/i18n');
const present = require('../canteen/utils/present');

const MINUTE = 60000;
const noon = new Date(2026, 10, 20, 12, 3).getTime();

test('the menu: a picture for each dish, whole cents, ids used once', () => {
  const ids = [];
  for (const section of menu.sections) {
    for (const dish of section.dishes) {
      ids.push(dish.id);
      assert.ok(fs.existsSync(path.join(root, 'images/dishes', dish.id + '.svg')), dish.id);
      assert.ok(Number.isInteger(dish.price) && dish.price > 0);
      assert.ok(dish.name.zh && dish.name.en && dish.text.zh && dish.text.en);
      const choices = (dish.groups || []).flatMap((group) => group.choices.map((choice) => choice.id));
      assert.equal(new Set(choices).size, choices.length, dish.id);
    }
  }
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(menu.find('constructor'), null);
});

test('cents become text without floating point', () => {
  assert.equal(money.yuan(0), '0.00');
  assert.equal(money.yuan(5), '0.05');
  assert.equal(money.yuan(1990), '19.90');
  assert.equal(money.yuan(-300), '-3.00');
  assert.equal(money.price(-300), '-¥3.00');
  assert.equal(money.yuan(123456789), '1234567.89');
});

test('the wxs formats as the script does', () => {
  const source = fs.readFileSync(path.join(root, 'wxs/money.wxs'), 'utf8');
  const module = { exports: {} };
  new Function('module', source)(module);
  for (const cents of [0, 5, 10, 99, 100, 1850, 2200, -300]) assert.equal(module.exports.yuan(cents), money.yuan(cents));
  assert.equal(module.exports.short(2200), '22');
  assert.equal(module.exports.short(1850), '18.5');
  assert.equal(module.exports.short(1805), '18.05');
});

test('the same dish with the same choices is one line', () => {
  let lines = carts.add([], 'latte', ['iced', 'oat'], 1);
  lines = carts.add(lines, 'latte', ['oat', 'iced'], 2);
  lines = carts.add(lines, 'latte', ['warm', 'oat'], 1);
  assert.deepEqual(lines.map((line) => line.quantity), [3, 1]);
  assert.equal(carts.quantityOf(lines, 'latte'), 4);
});

test('lists are never changed in place', () => {
  const before = carts.add([], 'egg-tart', [], 1);
  const copy = JSON.parse(JSON.stringify(before));
  carts.add(before, 'egg-tart', [], 1);
  carts.setQuantity(before, before[0].key, 0);
  assert.deepEqual(before, copy);
});

test('quantities are bounded, and nought removes the line', () => {
  const lines = carts.add([], 'egg-tart', [], 500);
  assert.equal(lines[0].quantity, carts.MOST_OF_ONE);
  assert.deepEqual(carts.setQuantity(lines, 'egg-tart', 0), []);
  assert.deepEqual(carts.setQuantity(lines, 'egg-tart', NaN), []);
});

test('the bill: extras, offers, packaging', () => {
  const lines = carts.add(carts.add([], 'chicken-rice', ['large'], 1), 'lemon-tea', ['no-sugar'], 1);
  const bill = carts.quote(lines, menu.find, { takeaway: true });
  assert.deepEqual(bill, { count: 2, items: 4100, packaging: 100, discount: 300, total: 3900, next: { missing: 1900, off: 800 } });
  assert.equal(carts.quote([], menu.find, { takeaway: true }).total, 0);
  const many = carts.quote(carts.add([], 'salmon-bowl', ['regular', 'sesame'], 2), menu.find, {});
  assert.deepEqual([many.items, many.discount, many.next], [6400, 800, null]);
});

test('what was stored is not trusted', () => {
  const stored = [null, 7, { dish: 'gone', choices: [], quantity: 1 }, { dish: 'latte', choices: 'x', quantity: 1 }, { dish: 'latte', choices: ['iced'], quantity: 2.9 }];
  assert.deepEqual(carts.clean(stored, menu.find), [{ key: 'latte+iced', dish: 'latte', choices: ['iced'], quantity: 2 }]);
  assert.deepEqual(carts.clean('[]', menu.find), []);
});

test('pick-up: a quarter of an hour ahead, inside opening hours, else tomorrow', () => {
  assert.equal(time.clock(time.soonest(noon)), '12:20');
  assert.equal(time.clock(time.soonest(time.at(noon, '08:00'))), '10:30');
  const late = time.at(noon, '20:05');
  assert.equal(time.dayOffset(late, time.soonest(late)), 1);
  assert.equal(time.clock(time.soonest(late)), '10:30');
  assert.equal(time.resolve(noon, '12:30'), time.at(noon, '12:30'));
  assert.equal(time.dayOffset(noon, time.resolve(noon, '12:05')), 1);
  assert.equal(time.clock(time.resolve(noon, '23:00')), '20:00');
});

test('days have names', () => {
  const t = i18n.strings('en');
  assert.equal(time.dayLabel(noon, noon, t), 'Today');
  assert.equal(time.dayLabel(noon, noon + 24 * 60 * MINUTE, t), 'Tomorrow');
  assert.equal(time.dayLabel(noon, noon - 5 * 24 * 60 * MINUTE, t), 'Nov 15');
  assert.equal(time.dayLabel(noon, noon - 5 * 24 * 60 * MINUTE, i18n.strings('zh')), '11月15日');
});

function placed(pickupAt) {
  return orders.make(7, noon, [{ key: 'latte', dish: 'latte', choices: ['oat'], quantity: 1, unit: 1900 }], { count: 1, items: 1900, packaging: 0, discount: 0, total: 1900 }, { pickupAt, payment: 'card', note: 'x'.repeat(200) });
}

test('the state of an order follows from the clock', () => {
  const order = placed(noon + 30 * MINUTE);
  assert.equal(order.code, 'A07');
  assert.equal(order.note.length, 100);
  assert.equal(orders.status(order, noon), 'accepted');
  assert.equal(orders.status(order, noon + 21 * MINUTE), 'cooking');
  assert.equal(orders.status(order, noon + 30 * MINUTE), 'ready');
  assert.equal(orders.status(order, noon + 90 * MINUTE), 'done');
  assert.equal(orders.open([order], noon), 1);
  assert.equal(orders.open([order], noon + 95 * MINUTE), 0);
});

test('an order can be cancelled until it is cooked', () => {
  const list = orders.put([], placed(noon + 30 * MINUTE));
  const id = list[0].id;
  assert.equal(orders.status(orders.cancel(list, id, noon)[0], noon), 'cancelled');
  assert.equal(orders.status(orders.cancel(list, id, noon + 25 * MINUTE)[0], noon + 25 * MINUTE), 'cooking');
  assert.equal(orders.spent(list, noon), 1900);
  assert.equal(orders.spent(orders.cancel(list, id, noon), noon), 0);
});

test('the list of orders is bounded, newest first; codes go on after Z', () => {
  let list = [];
  for (let i = 0; i < 60; i += 1) list = orders.put(list, { id: String(i) });
  assert.equal(list.length, 50);
  assert.equal(list[0].id, '59');
  assert.equal(orders.code(100), 'B00');
  assert.equal(orders.code(2400), 'A00');
});

test('both languages have the same words', () => {
  const shape = (words) => Object.keys(words).filter((key) => key !== 'months').sort();
  assert.deepEqual(shape(i18n.strings('en')), shape(i18n.strings('zh')));
  assert.equal(i18n.languageOf('zh_CN'), 'zh');
  assert.equal(i18n.languageOf('en'), 'en');
  assert.equal(i18n.languageOf('fr-FR'), 'en');
  assert.equal(i18n.languageOf(undefined), 'zh');
  assert.equal(i18n.fill('{a} {b}', { a: 1 }), '1 {b}');
});

test('a line and an order are shown in the language that is set', () => {
  const order = placed(noon + 30 * MINUTE);
  const view = present.order(order, menu.find, 'en', noon);
  assert.deepEqual([view.status, view.pickup, view.lines[0].choices, view.lines[0].amount], ['Accepted', 'Today 12:33', 'Oat milk', 1900]);
  assert.equal(present.line({ key: 'x', dish: 'gone', choices: [], quantity: 1, unit: 100 }, menu.find, 'zh').name, 'gone');
});
