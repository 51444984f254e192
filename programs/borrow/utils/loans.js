// Loans, without a screen. What state one is in follows from the clock and from what the person has done; `from` and `to`
// are days (utils/days.js), and a loan ends in the evening of its last day.
const days = require('./days');

const CLOSES = '19:00';
const MOST = 30;

// form: { from, to, clock, place, name, phone, purpose, remind }
function make(sequence, now, lines, sum, form) {
  return {
    id: String(now) + '-' + sequence, code: 'J' + String(1000 + (sequence % 9000)),
    placedAt: now, lines: lines.map(function (line) { return { thing: line.thing, quantity: line.quantity }; }),
    count: sum.count, deposit: sum.deposit, most: sum.most,
    from: form.from, to: form.to, clock: form.clock, place: form.place,
    name: String(form.name || '').trim().slice(0, 20), phone: String(form.phone || '').trim().slice(0, 20), purpose: String(form.purpose || '').trim().slice(0, 100), remind: !!form.remind,
    extended: false, cancelledAt: 0, returnedAt: 0, review: null,
  };
}

function due(loan) {
  return days.at(loan.to, CLOSES);
}

// booked -> out -> late, or returned, or cancelled.
function status(loan, now) {
  if (loan.cancelledAt) return 'cancelled';
  if (loan.returnedAt) return 'returned';
  if (now < days.at(loan.from, loan.clock)) return 'booked';
  return now <= due(loan) ? 'out' : 'late';
}

// How much of the time is over, 0 to 100.
function progress(loan, now) {
  const start = days.at(loan.from, loan.clock);
  const length = due(loan) - start;
  if (length <= 0) return now < start ? 0 : 100;
  return Math.max(0, Math.min(100, Math.round(((now - start) / length) * 100)));
}

// What can be done with it: any of cancel, extend, giveBack, review.
function actions(loan, now) {
  const state = status(loan, now);
  if (state === 'booked') return ['cancel'];
  if (state === 'out') return longest(loan) > loan.to ? ['giveBack', 'extend'] : ['giveBack'];
  if (state === 'late') return ['giveBack'];
  return state === 'returned' && !loan.review ? ['review'] : [];
}

// The last day to which it can be moved: once, and twice the longest loan in all.
function longest(loan) {
  return loan.extended ? loan.to : days.add(loan.from, loan.most * 2 - 1);
}

function change(list, id, now, action, value) {
  return list.map(function (loan) {
    if (loan.id !== id || actions(loan, now).indexOf(action) < 0) return loan;
    if (action === 'cancel') return Object.assign({}, loan, { cancelledAt: now });
    if (action === 'giveBack') return Object.assign({}, loan, { returnedAt: now });
    if (action === 'extend') return value > loan.to && value <= longest(loan) ? Object.assign({}, loan, { to: value, extended: true }) : loan;
    return Object.assign({}, loan, { review: review(value) });
  });
}

function review(value) {
  const stars = Math.max(1, Math.min(5, Math.round(Number(value && value.stars)) || 5));
  return { stars: stars, text: String((value && value.text) || '').slice(0, 200), pictures: Math.max(0, Math.min(3, Math.floor(Number(value && value.pictures)) || 0)) };
}

function put(list, loan) {
  return [loan].concat(list).slice(0, MOST);
}

function find(list, id) {
  return list.filter(function (loan) { return loan.id === id; })[0] || null;
}

function running(list, now) {
  return list.filter(function (loan) { return ['booked', 'out', 'late'].indexOf(status(loan, now)) >= 0; });
}

module.exports = { CLOSES: CLOSES, make: make, due: due, status: status, progress: progress, actions: actions, longest: longest, change: change, put: put, find: find, running: running };
