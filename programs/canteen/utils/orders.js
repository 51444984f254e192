// Orders: made from a cart, kept in a list, newest first. What state one is in
// follows from the clock, so nothing has to run for it.

const MINUTE = 60000;
const KEPT = 50;

function code(sequence) {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const n = sequence % (letters.length * 100);
  const digits = n % 100;
  return letters.charAt((n - digits) / 100) + (digits < 10 ? '0' : '') + digits;
}

// lines: the cart's, each with `unit` (cents); bill: cart.quote's answer.
function make(sequence, now, lines, bill, form) {
  return {
    id: String(now) + '-' + sequence,
    code: code(sequence),
    placedAt: now,
    pickupAt: form.pickupAt,
    takeaway: !!form.takeaway,
    payment: form.payment,
    note: String(form.note || '').slice(0, 100),
    lines: lines,
    count: bill.count,
    items: bill.items,
    packaging: bill.packaging,
    discount: bill.discount,
    total: bill.total,
    cancelled: false,
  };
}

function status(order, now) {
  if (order.cancelled) return 'cancelled';
  if (now < order.pickupAt - 10 * MINUTE) return 'accepted';
  if (now < order.pickupAt) return 'cooking';
  if (now < order.pickupAt + 60 * MINUTE) return 'ready';
  return 'done';
}

function open(list, now) {
  return list.filter(function (order) {
    const s = status(order, now);
    return s === 'accepted' || s === 'cooking' || s === 'ready';
  }).length;
}

function put(list, order) {
  return [order].concat(list).slice(0, KEPT);
}

function cancel(list, id, now) {
  return list.map(function (order) {
    return order.id === id && status(order, now) === 'accepted' ? Object.assign({}, order, { cancelled: true }) : order;
  });
}

function find(list, id) {
  return list.filter(function (order) { return order.id === id; })[0] || null;
}

// What was spent in the calendar month of `now`, cancelled orders left out.
function spent(list, now) {
  const month = new Date(now);
  return list.reduce(function (sum, order) {
    const d = new Date(order.placedAt);
    const same = d.getFullYear() === month.getFullYear() && d.getMonth() === month.getMonth();
    return same && !order.cancelled ? sum + order.total : sum;
  }, 0);
}

module.exports = { code: code, make: make, status: status, open: open, put: put, cancel: cancel, find: find, spent: spent };
