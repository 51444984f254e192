// Pick-up times. The counter is open 10:30 to 20:00; a dish takes a quarter of an hour.

const OPENS = '10:30';
const CLOSES = '20:00';
const MINUTE = 60000;
const LEAD = 15 * MINUTE;

function two(n) {
  return (n < 10 ? '0' : '') + n;
}

function clock(ms) {
  const d = new Date(ms);
  return two(d.getHours()) + ':' + two(d.getMinutes());
}

function at(now, text, days) {
  const parts = text.split(':');
  const d = new Date(now);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + (days || 0), Number(parts[0]), Number(parts[1])).getTime();
}

// The time that `text` ("12:30") means: today if it can still be done, else tomorrow.
function resolve(now, text) {
  const inside = text < OPENS ? OPENS : text > CLOSES ? CLOSES : text;
  const today = at(now, inside, 0);
  return today >= now + LEAD ? today : at(now, inside, 1);
}

// The soonest pick-up: a whole ten minutes, at least the lead away.
function soonest(now) {
  const step = 10 * MINUTE;
  const ready = Math.ceil((now + LEAD) / step) * step;
  const opens = at(now, OPENS, 0);
  if (ready <= opens) return opens;
  return ready <= at(now, CLOSES, 0) ? ready : at(now, OPENS, 1);
}

// 0 today, 1 tomorrow, -1 yesterday, counted by calendar days.
function dayOffset(now, ms) {
  return Math.round((at(ms, '12:00', 0) - at(now, '12:00', 0)) / (24 * 60 * MINUTE));
}

function dayLabel(now, ms, t) {
  const offset = dayOffset(now, ms);
  if (offset === 0) return t.today;
  if (offset === 1) return t.tomorrow;
  if (offset === -1) return t.yesterday;
  const d = new Date(ms);
  return t.months ? t.months[d.getMonth()] + ' ' + d.getDate() : (d.getMonth() + 1) + '月' + d.getDate() + '日';
}

module.exports = {
  OPENS: OPENS, CLOSES: CLOSES, MINUTE: MINUTE,
  clock: clock, at: at, resolve: resolve, soonest: soonest, dayOffset: dayOffset, dayLabel: dayLabel,
};
