// From what is stored to what a template shows, in the language that is set.
const data = require('../data/things');
const loans = require('./loans');
const days = require('./days');
const i18n = require('./i18n');

function thing(it, t, say) {
  return {
    id: it.id, name: say(it.name), line: say(it.line), image: '/images/things/' + it.id + '.svg', tint: it.tint, stock: it.stock, most: it.most,
    deposit: i18n.yuan(it.deposit), score: it.score, free: it.stock > 0, stockText: it.stock > 0 ? i18n.fill(t.stock, { n: it.stock }) : t.out, upTo: i18n.fill(t.upTo, { n: it.most }), lent: i18n.fill(t.lent, { n: it.lent }),
  };
}

function line(it, t, say) {
  const found = data.find(it.thing);
  return found ? Object.assign(thing(found, t, say), { quantity: it.quantity }) : { id: it.thing, name: it.thing, image: '', tint: 'sand', quantity: it.quantity };
}

function loan(it, now, t, say) {
  const state = loans.status(it, now);
  return {
    id: it.id, code: it.code, state: state, status: t.status[state], lines: it.lines.map(function (one) { return line(one, t, say); }),
    count: i18n.fill(t.count, { n: it.count }), deposit: i18n.yuan(it.deposit), place: say(data.place(it.place).name),
    when: i18n.fill(t.until, { from: days.label(it.from, t), to: days.label(it.to, t) }), clock: days.label(it.from, t) + ' ' + it.clock, placed: days.label(it.placedAt, t),
    // A timer takes no more than 2^31 ms; loans are shorter.
    left: Math.max(0, loans.due(it) - now), progress: loans.progress(it, now), step: { booked: 1, out: 3, late: 3, returned: 4, cancelled: 0 }[state],
    actions: loans.actions(it, now), name: it.name, phone: it.phone, purpose: it.purpose, review: it.review,
    tone: { booked: 'primary', out: 'success', late: 'danger', returned: 'default', cancelled: 'default' }[state],
  };
}

module.exports = { thing: thing, line: line, loan: loan };
