// From what is stored to what a template shows, in one language.

const carts = require('./cart');
const orders = require('./orders');
const time = require('./time');
const i18n = require('./i18n');

function pick(text, language) {
  return text[language] || text.zh;
}

function dish(it, language, lines) {
  const t = i18n.strings(language);
  const pills = [];
  if (it.fresh) pills.push({ kind: 'accent', icon: '', text: t.fresh });
  if (it.spicy) pills.push({ kind: 'warm', icon: 'flame', text: t.spicy });
  if (it.vegetarian) pills.push({ kind: 'accent', icon: 'leaf', text: t.vegetarian });
  return {
    id: it.id,
    name: pick(it.name, language),
    text: pick(it.text, language),
    image: '/images/dishes/' + it.id + '.svg',
    tint: it.tint,
    price: it.price,
    kcal: i18n.fill(t.kcal, { n: it.kcal }),
    sold: i18n.fill(t.sold, { n: it.sold }),
    choose: !!(it.groups && it.groups.length),
    pills: pills,
    quantity: carts.quantityOf(lines || [], it.id),
  };
}

function choiceNames(it, choices, language) {
  const names = [];
  (it.groups || []).forEach(function (group) {
    group.choices.forEach(function (choice) {
      if (choices.indexOf(choice.id) >= 0) names.push(pick(choice.name, language));
    });
  });
  return names.join(language === 'zh' ? '、' : ', ');
}

function line(it, find, language) {
  const found = find(it.dish);
  const unit = it.unit === undefined ? carts.unitPrice(found, it.choices) : it.unit;
  return {
    key: it.key,
    dish: it.dish,
    name: found ? pick(found.name, language) : it.dish,
    choices: found ? choiceNames(found, it.choices, language) : '',
    image: '/images/dishes/' + it.dish + '.svg',
    tint: found ? found.tint : 'sand',
    quantity: it.quantity,
    unit: unit,
    amount: unit * it.quantity,
  };
}

function when(ms, now, t) {
  return time.dayLabel(now, ms, t) + ' ' + time.clock(ms);
}

function order(it, find, language, now) {
  const t = i18n.strings(language);
  const state = orders.status(it, now);
  return {
    id: it.id,
    code: it.code,
    state: state,
    status: t.status[state],
    statusText: t.statusText[state],
    active: state === 'accepted' || state === 'cooking' || state === 'ready',
    step: state === 'accepted' ? 1 : state === 'cooking' ? 2 : state === 'ready' ? 3 : 0,
    pickup: when(it.pickupAt, now, t),
    placed: when(it.placedAt, now, t),
    way: it.takeaway ? t.takeaway : t.eatIn,
    payment: it.payment === 'counter' ? t.payCounter : t.payCard,
    note: it.note,
    lines: it.lines.map(function (one) { return line(one, find, language); }),
    portions: i18n.portions(t, it.count),
    count: it.count, items: it.items, packaging: it.packaging, discount: it.discount, total: it.total,
  };
}

module.exports = { pick: pick, dish: dish, line: line, order: order, when: when };
