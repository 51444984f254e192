// What the canvas page draws. Each drawing uses another part of the 2D context.
const names = ['shapes', 'paths', 'text', 'gradients', 'transform', 'clip', 'image', 'blend', 'pixels', 'frames'];

function round(c, x, y, w, h, r) {
  c.beginPath();
  c.moveTo(x + r, y);
  c.arcTo(x + w, y, x + w, y + h, r);
  c.arcTo(x + w, y + h, x, y + h, r);
  c.arcTo(x, y + h, x, y, r);
  c.arcTo(x, y, x + w, y, r);
  c.closePath();
}

const drawings = {
  shapes: function (c, w) {
    c.fillStyle = '#6f5bea';
    c.fillRect(20, 20, 80, 60);
    c.strokeStyle = '#d9632a';
    c.lineWidth = 4;
    c.strokeRect(120, 20, 80, 60);
    c.fillStyle = '#0f9d78';
    c.beginPath();
    c.arc(250, 50, 30, 0, Math.PI * 2);
    c.fill();
    c.globalAlpha = 0.5;
    c.fillStyle = '#2c7be0';
    round(c, 20, 110, w - 40, 60, 20);
    c.fill();
    c.globalAlpha = 1;
    c.clearRect(60, 40, 20, 20);
  },
  paths: function (c, w) {
    c.lineWidth = 5;
    c.lineCap = 'round';
    c.lineJoin = 'round';
    c.strokeStyle = '#6f5bea';
    c.beginPath();
    c.moveTo(20, 150);
    c.quadraticCurveTo(w / 4, 0, w / 2, 100);
    c.bezierCurveTo(w * 0.6, 180, w * 0.8, -20, w - 20, 100);
    c.stroke();
    c.setLineDash([12, 10]);
    c.strokeStyle = '#d9632a';
    c.beginPath();
    c.moveTo(20, 30);
    c.lineTo(w - 20, 30);
    c.stroke();
    c.setLineDash([]);
    c.beginPath();
    c.ellipse(w / 2, 150, 60, 25, 0.3, 0, Math.PI * 2);
    c.strokeStyle = '#0f9d78';
    c.stroke();
  },
  text: function (c, w, h, canvas, log) {
    c.fillStyle = '#6f5bea';
    c.font = 'bold 28px sans-serif';
    c.textBaseline = 'top';
    c.fillText('Canvas 画布 2D', 20, 20);
    log('measureText', c.measureText('Canvas 画布 2D').width);
    c.font = '16px sans-serif';
    ['left', 'center', 'right'].forEach(function (align, i) {
      c.textAlign = align;
      c.fillText(align, w / 2, 70 + i * 24);
    });
    c.textAlign = 'left';
    c.strokeStyle = '#d9632a';
    c.font = '40px serif';
    c.strokeText('stroke', 20, 140);
  },
  gradients: function (c, w) {
    const line = c.createLinearGradient(20, 0, w - 20, 0);
    line.addColorStop(0, '#6f5bea');
    line.addColorStop(0.5, '#ff8a5b');
    line.addColorStop(1, '#ffd479');
    c.fillStyle = line;
    c.fillRect(20, 20, w - 40, 60);
    const ring = c.createRadialGradient(90, 140, 5, 90, 140, 50);
    ring.addColorStop(0, '#fff');
    ring.addColorStop(1, '#0f9d78');
    c.fillStyle = ring;
    c.fillRect(40, 90, 100, 100);
    c.shadowColor = 'rgba(0,0,0,.5)';
    c.shadowBlur = 14;
    c.shadowOffsetY = 6;
    c.fillStyle = '#2c7be0';
    c.fillRect(180, 100, 90, 70);
    c.shadowColor = 'transparent';
  },
  transform: function (c, w, h) {
    for (let i = 0; i < 12; i += 1) {
      c.save();
      c.translate(w / 2, h / 2);
      c.rotate((i * Math.PI) / 6);
      c.scale(1, 0.8);
      c.fillStyle = 'hsl(' + i * 30 + ', 70%, 55%)';
      c.fillRect(30, -8, 50, 16);
      c.restore();
    }
  },
  clip: function (c, w, h) {
    c.save();
    c.beginPath();
    c.arc(w / 2, h / 2, 80, 0, Math.PI * 2);
    c.clip();
    for (let x = 0; x < w; x += 20) {
      c.fillStyle = (x / 20) % 2 ? '#6f5bea' : '#ffd479';
      c.fillRect(x, 0, 20, h);
    }
    c.restore();
  },
  image: function (c, w, h, canvas, log) {
    const image = canvas.createImage();
    image.onload = function () {
      log('image.onload', { width: image.width, height: image.height });
      c.drawImage(image, 10, 10, 150, 90);
      c.drawImage(image, 100, 40, 200, 150, 180, 10, 130, 90);
    };
    image.onerror = function (e) { log('image.onerror', e); };
    image.src = '/images/scene.png';
  },
  blend: function (c) {
    ['source-over', 'multiply', 'xor', 'destination-out'].forEach(function (mode, i) {
      c.save();
      c.globalCompositeOperation = 'source-over';
      c.fillStyle = '#6f5bea';
      c.fillRect(12 + i * 84, 40, 46, 70);
      c.globalCompositeOperation = mode;
      c.fillStyle = '#ffb443';
      c.fillRect(34 + i * 84, 70, 46, 70);
      c.restore();
    });
  },
  pixels: function (c, w, h, canvas, log) {
    const data = c.createImageData(100, 100);
    for (let i = 0; i < data.data.length; i += 4) {
      data.data[i] = (i / 4) % 100 * 2.5;
      data.data[i + 1] = Math.floor(i / 400) * 2.5;
      data.data[i + 2] = 160;
      data.data[i + 3] = 255;
    }
    c.putImageData(data, 20, 20);
    log('getImageData', Array.from(c.getImageData(70, 70, 1, 1).data));
  },
  frames: function () {},
};

function draw(name, c, w, h, canvas, log) {
  c.globalAlpha = 1;
  c.globalCompositeOperation = 'source-over';
  c.clearRect(0, 0, w, h);
  drawings[name](c, w, h, canvas, log);
}

function frame(c, w, h, at) {
  c.clearRect(0, 0, w, h);
  for (let i = 0; i < 30; i += 1) {
    const t = at / 1000 + i / 5;
    c.fillStyle = 'hsl(' + (i * 12) + ', 75%, 58%)';
    c.beginPath();
    c.arc(w / 2 + Math.cos(t) * (w / 2 - 30) * Math.sin(i), h / 2 + Math.sin(t * 1.3) * (h / 2 - 20), 10, 0, Math.PI * 2);
    c.fill();
  }
}

function old(c, measured, drawn) {
  c.setFillStyle('#6f5bea');
  c.fillRect(0, 0, 40, 40);
  c.setStrokeStyle('#d9632a');
  c.setLineWidth(4);
  c.beginPath();
  c.arc(120, 60, 40, 0, 2 * Math.PI);
  c.stroke();
  c.setFontSize(22);
  c.setFillStyle('#0f9d78');
  c.setTextAlign('left');
  c.fillText('createCanvasContext', 20, 150);
  measured(c.measureText('createCanvasContext').width);
  c.drawImage('/images/scene.png', 190, 15, 130, 78);
  c.draw(false, drawn);
}

module.exports = { names: names, draw: draw, frame: frame, old: old };
