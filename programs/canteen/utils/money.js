// Amounts are whole cents everywhere; only these functions make text of them.

function yuan(cents) {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.abs(Math.round(cents));
  const rest = whole % 100;
  return sign + String((whole - rest) / 100) + '.' + (rest < 10 ? '0' : '') + rest;
}

function price(cents) {
  const text = yuan(cents);
  return text.charAt(0) === '-' ? '-¥' + text.slice(1) : '¥' + text;
}

module.exports = { yuan: yuan, price: price };
