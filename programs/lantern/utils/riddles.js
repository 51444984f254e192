// Which riddles a flight may meet, and what an answer is worth.
const data = require('../data/riddles');

const POINTS = 50;

// Ids in the order in which a flight meets them: those not solved yet come first, shuffled by the seed.
function order(solved, seed) {
  const known = data.riddles.map(function (riddle) { return riddle.id; });
  const mixed = known.map(function (id, i) { return { id: id, key: Math.imul(seed + i * 7919, 2654435761) >>> 0 }; });
  mixed.sort(function (a, b) { return a.key - b.key; });
  const ids = mixed.map(function (one) { return one.id; });
  const fresh = ids.filter(function (id) { return solved.indexOf(id) < 0; });
  return fresh.concat(ids.filter(function (id) { return solved.indexOf(id) >= 0; }));
}

function one(id, language) {
  const found = data.find(id);
  return found ? Object.assign({ id: id }, found[language]) : null;
}

function right(id, language, choice) {
  const riddle = one(id, language);
  return !!riddle && riddle.answer === choice;
}

module.exports = { POINTS: POINTS, order: order, one: one, right: right, count: data.riddles.length };
