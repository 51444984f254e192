// What the pages share: the cart and the orders, kept in storage, and the language.
// The only file that knows the names of the storage keys.

const menu = require('../data/menu');
const carts = require('./cart');
const orders = require('./orders');
const i18n = require('./i18n');

const CART = 'canteen.cart';
const ORDERS = 'canteen.orders';
const SEQUENCE = 'canteen.sequence';
const NAME = 'canteen.name';

let language = 'zh';
let lines = null;

function systemLanguage() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  return info.language;
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

function start() {
  language = i18n.languageOf(systemLanguage());
  return language;
}

function strings() {
  return i18n.strings(language);
}

function find(id) {
  return menu.find(id);
}

function cart() {
  if (lines === null) lines = carts.clean(read(CART, []), find);
  return lines;
}

function keep(next) {
  lines = next;
  write(CART, next);
  return next;
}

function orderList() {
  const list = read(ORDERS, []);
  return Array.isArray(list) ? list : [];
}

function bill(options) {
  return carts.quote(cart(), find, options);
}

// Places what is in the cart; answers the order.
function place(form, now) {
  const sequence = (Number(read(SEQUENCE, 0)) || 0) + 1;
  const priced = cart().map(function (line) {
    return Object.assign({}, line, { unit: carts.unitPrice(find(line.dish), line.choices) });
  });
  const order = orders.make(sequence, now, priced, bill(form), form);
  write(SEQUENCE, sequence);
  write(ORDERS, orders.put(orderList(), order));
  keep([]);
  badge();
  return order;
}

function cancel(id, now) {
  write(ORDERS, orders.cancel(orderList(), id, now));
  badge();
}

// The dishes of an old order into the cart, as far as they are still on the menu.
function again(id) {
  const order = orders.find(orderList(), id);
  if (!order) return 0;
  const still = carts.clean(order.lines, find);
  keep(still.reduce(function (all, line) { return carts.add(all, line.dish, line.choices, line.quantity); }, cart()));
  return still.length;
}

function badge() {
  const n = orders.open(orderList(), Date.now());
  if (n > 0) wx.setTabBarBadge({ index: 1, text: String(n), fail: function () {} });
  else wx.removeTabBarBadge({ index: 1, fail: function () {} });
}

function erase() {
  [CART, ORDERS, NAME].forEach(function (key) { wx.removeStorageSync(key); });
  lines = null;
  badge();
}

module.exports = {
  start: start, strings: strings, find: find, bill: bill, place: place, cancel: cancel, again: again, badge: badge, erase: erase,
  language: function () { return language; },
  cart: cart,
  add: function (dish, choices, quantity) { return keep(carts.add(cart(), dish, choices, quantity)); },
  set: function (key, quantity) { return keep(carts.setQuantity(cart(), key, quantity)); },
  clear: function () { return keep([]); },
  orders: orderList,
  order: function (id) { return orders.find(orderList(), id); },
  name: function () { return String(read(NAME, '')); },
  rename: function (name) { write(NAME, String(name).slice(0, 20)); },
};
