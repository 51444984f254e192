// The card that a person keeps or sends, drawn with the interface by `canvas-id`. WIDTH x HEIGHT units.
const WIDTH = 300;
const HEIGHT = 400;

function star(seed) {
  const a = Math.imul(seed + 3, 2654435761) >>> 0;
  return { x: a % WIDTH, y: (a >>> 9) % 210, size: 0.8 + (a % 3) * 0.5 };
}

// words: { title, score, line, foot }
function draw(ctx, words) {
  const night = ctx.createLinearGradient(0, 0, 0, HEIGHT);
  night.addColorStop(0, '#1d1240');
  night.addColorStop(0.55, '#5b2250');
  night.addColorStop(1, '#c9583f');
  ctx.setFillStyle(night);
  ctx.fillRect(0, 0, WIDTH, HEIGHT);

  ctx.setFillStyle('#fff6d8');
  for (let i = 0; i < 40; i += 1) {
    const one = star(i);
    ctx.setGlobalAlpha(0.3 + (i % 5) * 0.12);
    ctx.fillRect(one.x, one.y, one.size, one.size);
  }
  ctx.setGlobalAlpha(1);

  const moon = ctx.createCircularGradient(236, 64, 62);
  moon.addColorStop(0, 'rgba(255, 240, 200, 0.75)');
  moon.addColorStop(1, 'rgba(255, 240, 200, 0)');
  ctx.setFillStyle(moon);
  ctx.fillRect(170, 0, 130, 130);
  ctx.setFillStyle('#fff3cf');
  ctx.beginPath();
  ctx.arc(236, 64, 27, 0, Math.PI * 2);
  ctx.fill();

  [[46, 170, 0.3], [92, 108, 0.22], [252, 178, 0.34], [206, 128, 0.2]].forEach(function (at) {
    ctx.setGlobalAlpha(0.85);
    ctx.drawImage('/images/sky-lantern.png', at[0] - 50 * at[2], at[1] - 52 * at[2], 100 * at[2], 104 * at[2]);
  });
  ctx.setGlobalAlpha(1);
  const glow = ctx.createCircularGradient(150, 146, 100);
  glow.addColorStop(0, 'rgba(255, 200, 110, 0.6)');
  glow.addColorStop(1, 'rgba(255, 170, 80, 0)');
  ctx.setFillStyle(glow);
  ctx.fillRect(50, 46, 200, 200);
  ctx.drawImage('/images/sky-lantern.png', 100, 92, 100, 104);

  ctx.setTextAlign('center');
  ctx.setFillStyle('#fff3cf');
  ctx.font = 'bold 17px sans-serif';
  ctx.fillText(words.title, WIDTH / 2, 36);
  ctx.font = 'bold 40px sans-serif';
  ctx.fillText(words.score, WIDTH / 2, 272);
  ctx.font = '15px sans-serif';
  ctx.setFillStyle('#ffe2b4');
  ctx.fillText(words.line, WIDTH / 2, 302);

  ctx.setStrokeStyle('rgba(255, 226, 180, 0.6)');
  ctx.setLineWidth(1);
  ctx.beginPath();
  ctx.moveTo(96, 326);
  ctx.lineTo(204, 326);
  ctx.stroke();
  ctx.font = '15px sans-serif';
  ctx.setFillStyle('#fff3cf');
  ctx.fillText(words.foot, WIDTH / 2, 356);
  ctx.setStrokeStyle('rgba(255, 226, 180, 0.5)');
  ctx.strokeRect(8.5, 8.5, WIDTH - 17, HEIGHT - 17);
}

module.exports = { WIDTH: WIDTH, HEIGHT: HEIGHT, draw: draw };
