// Draws a flight on a 2D canvas. Called once a frame with the flight's state; decides nothing.
const flight = require('./flight');

const SPRITES = { 'sky-lantern': [74, 77], dumpling: [44, 44], slip: [46, 57.5], flame: [48, 48], cloud: [84, 59], rocket: [40, 66] };
const LIFE = 0.8; // seconds that a number floats
const MOON = 9; // seconds before the end in which it shows

// Pictures of the program for one canvas; calls `done` when each is there or has failed.
function load(canvas, done) {
  const pictures = {};
  const names = Object.keys(SPRITES);
  let open = names.length;
  names.forEach(function (name) {
    const image = canvas.createImage();
    image.onload = function () { pictures[name] = image; open -= 1; if (open === 0) done(pictures); };
    image.onerror = function () { open -= 1; if (open === 0) done(pictures); };
    image.src = '/images/' + name + '.png';
  });
}

// Stars that stay: made once, moved by height.
function stars(height) {
  const all = [];
  for (let i = 0; i < 26; i += 1) {
    const a = Math.imul(i + 1, 2654435761) >>> 0;
    all.push({ x: (a % 3600) / 10, y: ((a >>> 8) % 1000) / 1000 * height, size: 1 + (a % 3) * 0.6, pace: 6 + (a % 4) * 7 });
  }
  return all;
}

function sprite(ctx, pictures, name, x, y, turn, scale) {
  const size = SPRITES[name];
  const w = size[0] * scale;
  const h = size[1] * scale;
  if (!pictures[name]) {
    ctx.fillStyle = '#ffd479';
    ctx.beginPath();
    ctx.arc(x, y, w / 3, 0, Math.PI * 2);
    ctx.fill();
    return;
  }
  if (!turn) {
    ctx.drawImage(pictures[name], x - w / 2, y - h / 2, w, h);
    return;
  }
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  ctx.drawImage(pictures[name], -w / 2, -h / 2, w, h);
  ctx.restore();
}

function sky(ctx, state, scene) {
  ctx.fillStyle = '#fff6d8';
  for (let i = 0; i < scene.stars.length; i += 1) {
    const star = scene.stars[i];
    const y = (star.y + state.time * star.pace) % state.height;
    ctx.globalAlpha = 0.35 + 0.3 * Math.sin(state.time * 2 + i);
    ctx.fillRect(star.x, y, star.size, star.size);
  }
  ctx.globalAlpha = 1;
}

// The moon comes down to meet the lantern in the last seconds.
function moon(ctx, state) {
  const near = 1 - (state.seconds - state.time) / MOON;
  if (near <= 0) return;
  const x = flight.WIDTH * 0.68;
  const y = -70 + near * (state.height * 0.3 + 70);
  const glow = ctx.createRadialGradient(x, y, 40, x, y, 120);
  glow.addColorStop(0, 'rgba(255, 240, 200, 0.5)');
  glow.addColorStop(1, 'rgba(255, 240, 200, 0)');
  ctx.fillStyle = glow;
  ctx.fillRect(x - 120, y - 120, 240, 240);
  ctx.fillStyle = '#fff1c9';
  ctx.beginPath();
  ctx.arc(x, y, 54, 0, Math.PI * 2);
  ctx.fill();
  ctx.fillStyle = 'rgba(224, 196, 140, 0.35)';
  [[-16, -14, 13], [18, 6, 9], [-6, 22, 7]].forEach(function (sea) {
    ctx.beginPath();
    ctx.arc(x + sea[0], y + sea[1], sea[2], 0, Math.PI * 2);
    ctx.fill();
  });
}

function lantern(ctx, state, scene) {
  const hurt = state.time - state.hurt < flight.SAFE;
  const glow = ctx.createRadialGradient(state.x, state.y, 10, state.x, state.y, 92);
  glow.addColorStop(0, 'rgba(255, 205, 110, 0.55)');
  glow.addColorStop(1, 'rgba(255, 170, 80, 0)');
  ctx.fillStyle = glow;
  ctx.fillRect(state.x - 92, state.y - 92, 184, 184);
  ctx.globalAlpha = hurt && Math.floor(state.time * 10) % 2 ? 0.4 : 1;
  sprite(ctx, scene.pictures, 'sky-lantern', state.x, state.y - 8 + Math.sin(state.time * 2.4) * 2, state.tilt, 1);
  ctx.globalAlpha = 1;
}

function floats(ctx, state, scene) {
  ctx.textAlign = 'center';
  ctx.font = 'bold 17px sans-serif';
  scene.floats = scene.floats.filter(function (one) { return state.time - one.at < LIFE; });
  scene.floats.forEach(function (one) {
    const age = (state.time - one.at) / LIFE;
    ctx.globalAlpha = 1 - age;
    ctx.fillStyle = one.colour;
    ctx.fillText(one.text, one.x, one.y - 18 - age * 34);
  });
  ctx.globalAlpha = 1;
}

// What floats up after an event; `words` has the texts of the language.
function note(scene, state, event) {
  const text = event.what === 'hurt' ? '−1' : event.points ? '+' + event.points : '+1';
  const colour = { hurt: '#ff9d8f', slip: '#ffd479', flame: '#ffb37a', points: '#fff3cf' }[event.what];
  scene.floats.push({ text: text, colour: colour, x: event.x, y: event.y, at: state.time });
}

function frame(ctx, state, scene, scale) {
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, flight.WIDTH, state.height);
  sky(ctx, state, scene);
  moon(ctx, state);
  state.items.forEach(function (item) {
    if (item.y > -50) sprite(ctx, scene.pictures, item.kind, item.x, item.y, item.kind === 'rocket' ? Math.PI : item.turn * Math.sin(state.time * 2 + item.id), 1);
  });
  lantern(ctx, state, scene);
  floats(ctx, state, scene);
}

module.exports = { load: load, stars: stars, note: note, frame: frame };
