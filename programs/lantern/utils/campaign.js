// Where the campaign stands, from its dates and the clock alone:
//   before -> running -> over (results are shown) -> removed (nothing is kept).
// Nobody is trusted to have set a sensible file: dates that make no sense are `over`, which opens nothing and deletes nothing.

const ORDER = ['opens', 'ends', 'removed'];
const MINUTE = 60000;

function dates(config) {
  const at = {};
  ORDER.forEach(function (name) { at[name] = Date.parse(config[name]); });
  return at;
}

// What is wrong with the file, as texts; a test says so before anybody publishes it.
function problems(config) {
  const at = dates(config);
  const found = [];
  ORDER.forEach(function (name, i) {
    if (isNaN(at[name])) found.push(name + ' is not a date');
    else if (!/(Z|[+-]\d\d:\d\d)$/.test(config[name])) found.push(name + ' names no zone');
    if (i > 0 && at[name] <= at[ORDER[i - 1]]) found.push(name + ' is not after ' + ORDER[i - 1]);
  });
  return found;
}

function phase(config, now) {
  const at = dates(config);
  if (problems(config).length) return 'over';
  if (now < at.opens) return 'before';
  if (now < at.ends) return 'running';
  return now < at.removed ? 'over' : 'removed';
}

// Milliseconds until the next phase; null where none follows. A timer for it must not be longer than timers are.
function untilNext(config, now) {
  const next = { before: 'opens', running: 'ends', over: 'removed' }[phase(config, now)];
  const at = dates(config)[next];
  return at > now ? at - now : null;
}

// A flight that took off in time counts, though it lands after the end; nothing takes off after it.
function counts(config, tookOff, landed) {
  return phase(config, tookOff) === 'running' && landed - tookOff <= (config.flightSeconds + 60) * 1000;
}

// Whole days, hours and minutes; a part of a minute counts as one, so that "0 minutes" is never shown too early.
function parts(ms) {
  const minutes = Math.max(0, Math.ceil(ms / MINUTE));
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}

module.exports = { phase: phase, problems: problems, untilNext: untilNext, counts: counts, parts: parts };
