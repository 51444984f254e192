// What is on the shelf for a question: words, kind, place, order.

function matches(thing, query) {
  if (!query) return true;
  const text = [thing.name.zh, thing.name.en, thing.line.zh, thing.line.en].join(' ').toLowerCase();
  return query.toLowerCase().split(/\s+/).every(function (word) { return text.indexOf(word) >= 0; });
}

const ORDERS = {
  popular: function (a, b) { return b.lent - a.lent; },
  score: function (a, b) { return b.score - a.score || b.lent - a.lent; },
  deposit: function (a, b) { return a.deposit - b.deposit; },
};

// ask: { query, kind, place, order, free }; what is absent does not narrow. Things that are all out come last.
function pick(things, ask) {
  const order = ORDERS[ask.order] || ORDERS.popular;
  return things
    .filter(function (thing) {
      return matches(thing, String(ask.query || '').trim()) && (!ask.kind || thing.kind === ask.kind) && (!ask.place || thing.places.indexOf(ask.place) >= 0) && (!ask.free || thing.stock > 0);
    })
    .sort(function (a, b) { return Number(b.stock > 0) - Number(a.stock > 0) || order(a, b); });
}

module.exports = { pick: pick };
