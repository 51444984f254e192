// One flight, without a screen: a sky lantern rises by itself and is steered left and right. It collects dumplings and
// riddle slips, and loses a flame to clouds and rockets. The sky is WIDTH units wide; `height` follows from the screen.
// The same seed and the same steering give the same flight.

const WIDTH = 360;
const LANTERN = 26; // radius that counts
const FLAMES = 3;
const MOST_SLIPS = 3;
const SAFE = 1.4; // seconds after a hit in which nothing else hurts
const CLIMB = 9; // metres a second
const KINDS = {
  dumpling: { radius: 20, speed: 150 },
  slip: { radius: 22, speed: 130 },
  flame: { radius: 20, speed: 165 },
  cloud: { radius: 30, speed: 135 },
  rocket: { radius: 18, speed: 300 },
};

function next(state) {
  state.seed = (Math.imul(state.seed, 1664525) + 1013904223) >>> 0;
  return state.seed / 4294967296;
}

// options: { height, seconds, seed, riddles: ids that may be met, in order }
function start(options) {
  return {
    height: options.height, seconds: options.seconds, seed: options.seed >>> 0, riddles: options.riddles.slice(),
    time: 0, x: WIDTH / 2, y: options.height * 0.76, aim: WIDTH / 2, tilt: 0,
    flames: FLAMES, score: 0, streak: 0, metres: 0, hurt: -SAFE, caught: [], slips: 0,
    items: [], sparks: [], due: 0.6, nextSlip: 4, nextFlame: 18, ended: '', last: 0,
  };
}

function steer(state, x) {
  state.aim = Math.max(LANTERN, Math.min(WIDTH - LANTERN, x));
}

function put(state, kind) {
  const margin = KINDS[kind].radius + 8;
  state.last += 1;
  state.items.push({ id: state.last, kind: kind, x: margin + next(state) * (WIDTH - margin * 2), y: -60, drift: kind === 'cloud' ? (next(state) - 0.5) * 60 : 0, turn: (next(state) - 0.5) * 0.5 });
}

// A row of dumplings to steer along, a little to one side each.
function putRow(state) {
  const first = 60 + next(state) * (WIDTH - 120);
  const step = (next(state) - 0.5) * 70;
  for (let i = 0; i < 4; i += 1) {
    state.last += 1;
    state.items.push({ id: state.last, kind: 'dumpling', x: Math.max(26, Math.min(WIDTH - 26, first + step * i)), y: -50 - i * 52, drift: 0, turn: 0 });
  }
}

function spawn(state) {
  if (state.time >= state.nextSlip && state.slips < Math.min(MOST_SLIPS, state.riddles.length)) {
    state.slips += 1;
    state.nextSlip = state.time + state.seconds / 4.2;
    put(state, 'slip');
    return;
  }
  if (state.time >= state.nextFlame) {
    state.nextFlame = state.time + 14;
    put(state, 'flame');
    return;
  }
  const pace = Math.min(1, state.time / state.seconds);
  const roll = next(state);
  const harm = 0.34 + 0.26 * pace;
  if (roll > 1 - harm) put(state, roll > 1 - harm * pace * 0.45 ? 'rocket' : 'cloud');
  else if (roll < 0.3) putRow(state);
  else put(state, 'dumpling');
}

function touch(state, item, events) {
  if (item.kind === 'dumpling') {
    state.streak += 1;
    const points = state.streak % 5 === 0 ? 30 : 10;
    state.score += points;
    events.push({ what: 'points', points: points, x: item.x, y: item.y });
  } else if (item.kind === 'slip') {
    state.caught.push(state.riddles[state.caught.length]);
    state.score += 30;
    events.push({ what: 'slip', points: 30, x: item.x, y: item.y });
  } else if (item.kind === 'flame') {
    state.flames = Math.min(FLAMES, state.flames + 1);
    events.push({ what: 'flame', points: 0, x: item.x, y: item.y });
  } else {
    if (state.time - state.hurt < SAFE) return false;
    state.hurt = state.time;
    state.streak = 0;
    state.flames -= 1;
    events.push({ what: 'hurt', points: 0, x: item.x, y: item.y });
    if (state.flames === 0) state.ended = 'out';
    return item.kind === 'rocket';
  }
  return true;
}

// Moves the flight on by `dt` seconds and answers what happened. A step is at most 50 ms: after a pause, or on a slow
// device, the sky waits instead of leaping.
function step(state, dt) {
  const events = [];
  if (state.ended) return events;
  const d = Math.max(0, Math.min(0.05, dt));
  const faster = 1 + 0.55 * Math.min(1, state.time / state.seconds);
  state.time += d;
  state.metres = Math.floor(state.time * CLIMB);
  const way = (state.aim - state.x) * Math.min(1, d * 9);
  state.x += way;
  state.tilt += (Math.max(-0.4, Math.min(0.4, way * 0.05)) - state.tilt) * Math.min(1, d * 10);
  state.due -= d;
  if (state.due <= 0) {
    spawn(state);
    state.due = 1.05 - 0.4 * Math.min(1, state.time / state.seconds);
  }
  state.items = state.items.filter(function (item) {
    const kind = KINDS[item.kind];
    item.y += kind.speed * faster * d;
    item.x += item.drift * d;
    if (item.x < kind.radius || item.x > WIDTH - kind.radius) item.drift = -item.drift;
    const dx = item.x - state.x;
    const dy = item.y - (state.y - 8);
    const reach = kind.radius + LANTERN;
    if (dx * dx + dy * dy < reach * reach && touch(state, item, events)) return false;
    return item.y < state.height + 70;
  });
  if (!state.ended && state.time >= state.seconds) state.ended = 'moon';
  return events;
}

// What a flight is worth: what was collected, its height, and what is left of the flame.
function total(state) {
  return state.score + state.metres + (state.ended === 'moon' ? state.flames * 40 : 0);
}

module.exports = { WIDTH: WIDTH, LANTERN: LANTERN, FLAMES: FLAMES, SAFE: SAFE, KINDS: KINDS, start: start, steer: steer, step: step, total: total };
