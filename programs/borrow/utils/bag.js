// The bag: plain lists in, new lists out. A line is { thing, quantity }; there are never more of a thing than are in stock.

const MOST_LINES = 6;

function bounded(quantity, thing) {
  return Math.max(0, Math.min(thing ? thing.stock : 0, Math.floor(quantity) || 0));
}

function quantityOf(lines, id) {
  return lines.reduce(function (sum, line) { return line.thing === id ? sum + line.quantity : sum; }, 0);
}

function set(lines, id, quantity, find) {
  const wanted = bounded(quantity, find(id));
  return lines
    .map(function (line) { return line.thing === id ? { thing: id, quantity: wanted } : line; })
    .filter(function (line) { return line.quantity > 0; });
}

function add(lines, id, quantity, find) {
  if (quantityOf(lines, id) > 0) return set(lines, id, quantityOf(lines, id) + quantity, find);
  const wanted = bounded(quantity, find(id));
  if (wanted === 0 || lines.length >= MOST_LINES) return lines;
  return lines.concat([{ thing: id, quantity: wanted }]);
}

// Lines as they were stored, less what is not lent any more.
function clean(lines, find) {
  if (!Array.isArray(lines)) return [];
  return lines.reduce(function (kept, line) {
    return line && find(line.thing) && quantityOf(kept, line.thing) === 0 ? add(kept, line.thing, line.quantity, find) : kept;
  }, []);
}

// { count, deposit, most }: how many things, their deposit in cents, and the longest time they can all be away.
function sum(lines, find) {
  return lines.reduce(function (all, line) {
    const thing = find(line.thing);
    if (!thing) return all;
    return { count: all.count + line.quantity, deposit: all.deposit + thing.deposit * line.quantity, most: Math.min(all.most, thing.most) };
  }, { count: 0, deposit: 0, most: 14 });
}

// The places that have everything in the bag.
function places(lines, all, find) {
  return all.filter(function (place) {
    return lines.every(function (line) { return (find(line.thing) || { places: [] }).places.indexOf(place.id) >= 0; });
  });
}

module.exports = { MOST_LINES: MOST_LINES, quantityOf: quantityOf, set: set, add: add, clean: clean, sum: sum, places: places };
