// What the pages share: the bag, the loans, the person, kept in storage, and the language.
// The only file that knows the names of the storage keys.
const data = require('../data/things');
const bags = require('./bag');
const loans = require('./loans');
const i18n = require('./i18n');

const BAG = 'borrow.bag';
const LOANS = 'borrow.loans';
const SEQUENCE = 'borrow.sequence';
const PERSON = 'borrow.person';

let language = 'zh';

function start() {
  const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  language = i18n.languageOf(info.language);
  return language;
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

function bag() {
  return bags.clean(read(BAG, []), data.find);
}

function keep(lines) {
  write(BAG, lines);
  return lines;
}

function list() {
  const stored = read(LOANS, []);
  return Array.isArray(stored) ? stored : [];
}

// Books what is in the bag; answers the loan.
function book(form, now) {
  const sequence = (Number(read(SEQUENCE, 0)) || 0) + 1;
  const lines = bag();
  const loan = loans.make(sequence, now, lines, bags.sum(lines, data.find), form);
  write(SEQUENCE, sequence);
  write(LOANS, loans.put(list(), loan));
  keep([]);
  keepPerson({ name: loan.name, phone: loan.phone, remind: loan.remind });
  return loan;
}

function person() {
  const stored = read(PERSON, {});
  return { name: String(stored.name || '').slice(0, 20), phone: String(stored.phone || '').slice(0, 20), remind: stored.remind !== false };
}

function keepPerson(change) {
  write(PERSON, Object.assign(person(), change));
}

function erase() {
  [BAG, LOANS, SEQUENCE, PERSON].forEach(function (key) { wx.removeStorageSync(key); });
}

module.exports = {
  start: start, strings: function () { return i18n.strings(language); }, say: function (text) { return i18n.pick(text, language); },
  bag: bag, add: function (id, n) { return keep(bags.add(bag(), id, n, data.find)); }, set: function (id, n) { return keep(bags.set(bag(), id, n, data.find)); }, sum: function () { return bags.sum(bag(), data.find); },
  loans: list, loan: function (id) { return loans.find(list(), id); }, book: book,
  change: function (id, action, value) { write(LOANS, loans.change(list(), id, Date.now(), action, value)); return loans.find(list(), id); },
  person: person, keepPerson: keepPerson, erase: erase,
  // The number on the bag's tab; the tab bar is the program's own component.
  badge: function (page) {
    const bar = page.getTabBar && page.getTabBar();
    if (bar) bar.refresh(page.route, bags.sum(bag(), data.find).count);
  },
};
