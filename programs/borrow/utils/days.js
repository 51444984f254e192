// Days on the device's own calendar. A day is the time of its midnight, in milliseconds; days differ in length twice a
// year, so that they are counted on the calendar and never by dividing.

function midnight(ms) {
  const d = new Date(ms);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
}

function add(day, n) {
  const d = new Date(day);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + n).getTime();
}

// Whole days from one day to another; the same day is 0.
function between(from, to) {
  const a = new Date(from);
  const b = new Date(to);
  return Math.round((Date.UTC(b.getFullYear(), b.getMonth(), b.getDate()) - Date.UTC(a.getFullYear(), a.getMonth(), a.getDate())) / 86400000);
}

// "11月25日 周三" or "Wed 25 Nov".
function label(day, t) {
  const d = new Date(day);
  return t.dayForm.replace('{m}', t.months[d.getMonth()]).replace('{d}', d.getDate()).replace('{w}', t.weekdays[d.getDay()]);
}

function at(day, clock) {
  const d = new Date(day);
  const parts = clock.split(':').map(Number);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate(), parts[0], parts[1]).getTime();
}

module.exports = { midnight: midnight, add: add, between: between, label: label, at: at };
