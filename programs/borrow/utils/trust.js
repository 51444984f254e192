// How far somebody is trusted, from loans that came back: five levels, one for every second loan returned in time.
const loans = require('./loans');

const EACH = 2;
const TOP = 5;

// { level, percent, missing }: percent of the way to the next level, loans that are missing for it (0 at the top).
function of(list) {
  const good = list.filter(function (loan) { return loan.returnedAt && loan.returnedAt <= loans.due(loan); }).length;
  const level = Math.min(TOP, 1 + Math.floor(good / EACH));
  if (level === TOP) return { level: TOP, percent: 100, missing: 0 };
  return { level: level, percent: Math.round(((good % EACH) / EACH) * 100), missing: EACH - (good % EACH) };
}

module.exports = { TOP: TOP, of: of };
