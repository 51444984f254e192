// The cart: plain lists in, new lists out. A line is
//   { key, dish, choices: [choice ids], quantity }
// and two orders of the same dish with the same choices are one line.

const MOST_OF_ONE = 20;
const MOST_LINES = 30;
const PACKAGING = 100; // cents, for the whole order
const OFFERS = [
  { over: 6000, off: 800 },
  { over: 3000, off: 300 },
];

function lineKey(dish, choices) {
  return [dish].concat(choices.slice().sort()).join('+');
}

function bounded(quantity) {
  return Math.max(0, Math.min(MOST_OF_ONE, Math.floor(quantity) || 0));
}

function quantityOf(lines, dish) {
  return lines.reduce(function (sum, line) { return line.dish === dish ? sum + line.quantity : sum; }, 0);
}

function setQuantity(lines, key, quantity) {
  const wanted = bounded(quantity);
  return lines
    .map(function (line) { return line.key === key ? Object.assign({}, line, { quantity: wanted }) : line; })
    .filter(function (line) { return line.quantity > 0; });
}

function add(lines, dish, choices, quantity) {
  const key = lineKey(dish, choices);
  const found = lines.filter(function (line) { return line.key === key; })[0];
  if (found) return setQuantity(lines, key, found.quantity + quantity);
  const amount = bounded(quantity);
  if (amount === 0 || lines.length >= MOST_LINES) return lines;
  return lines.concat([{ key: key, dish: dish, choices: choices.slice(), quantity: amount }]);
}

// What a dish with these choices costs, in cents; unknown choices cost nothing.
function unitPrice(dish, choices) {
  let cents = dish.price;
  (dish.groups || []).forEach(function (group) {
    group.choices.forEach(function (choice) {
      if (choices.indexOf(choice.id) >= 0) cents += choice.extra || 0;
    });
  });
  return cents;
}

// Lines as they were stored, less what is no longer on the menu.
function clean(lines, find) {
  if (!Array.isArray(lines)) return [];
  return lines.reduce(function (kept, line) {
    if (!line || !Array.isArray(line.choices) || !find(line.dish)) return kept;
    return add(kept, line.dish, line.choices, line.quantity);
  }, []);
}

// The bill in cents: { count, items, packaging, discount, total, next } where next is
// the nearest offer not yet reached: { missing, off } or null.
function quote(lines, find, options) {
  let count = 0;
  let items = 0;
  lines.forEach(function (line) {
    const dish = find(line.dish);
    if (!dish) return;
    count += line.quantity;
    items += unitPrice(dish, line.choices) * line.quantity;
  });
  const reached = OFFERS.filter(function (offer) { return items >= offer.over; })[0];
  const ahead = OFFERS.filter(function (offer) { return items < offer.over; });
  const nearest = ahead[ahead.length - 1];
  const discount = reached ? reached.off : 0;
  const packaging = count > 0 && options && options.takeaway ? PACKAGING : 0;
  return {
    count: count,
    items: items,
    packaging: packaging,
    discount: discount,
    total: items + packaging - discount,
    next: count > 0 && nearest ? { missing: nearest.over - items, off: nearest.off } : null,
  };
}

module.exports = {
  MOST_OF_ONE: MOST_OF_ONE, OFFERS: OFFERS, PACKAGING: PACKAGING,
  lineKey: lineKey, add: add, setQuantity: setQuantity, quantityOf: quantityOf,
  unitPrice: unitPrice, clean: clean, quote: quote,
};
