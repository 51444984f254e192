// Both kinds of canvas: what is drawn can be read.
const call = require('../../utils/call');
const expect = require('../utils/expect');

const check = function (id, apis, zh, en, run) { return { id: 'canvas-' + id, apis: apis, text: [zh, en], run: run }; };

function node(stage) {
  return stage.query(function (q) { q.select('#one-canvas').fields({ node: true, size: true }); }).then(function (res) {
    expect.ok(res[0] && res[0].node, 'the canvas has a node');
    const canvas = res[0].node;
    canvas.width = 100;
    canvas.height = 60;
    return canvas;
  });
}

module.exports = [
  check('measure', ['createSelectorQuery'], 'measureText 的宽度', 'the width of measureText', function (stage) {
    return node(stage).then(function (canvas) {
      const c = canvas.getContext('2d');
      c.font = '20px sans-serif';
      const narrow = c.measureText('i').width;
      const wide = c.measureText('wwww').width;
      expect.ok(narrow > 0 && wide > narrow, narrow + ' and ' + wide);
    });
  }),
  check('pixels', ['createSelectorQuery'], '画的颜色能读回', 'a colour that was drawn is read', function (stage) {
    return node(stage).then(function (canvas) {
      const c = canvas.getContext('2d');
      c.fillStyle = '#ff0000';
      c.fillRect(0, 0, 50, 60);
      c.fillStyle = 'rgb(0, 128, 255)';
      c.fillRect(50, 0, 50, 60);
      c.clearRect(0, 50, 10, 10);
      expect.equal([Array.from(c.getImageData(10, 10, 1, 1).data), Array.from(c.getImageData(80, 10, 1, 1).data), Array.from(c.getImageData(2, 55, 1, 1).data)], [[255, 0, 0, 255], [0, 128, 255, 255], [0, 0, 0, 0]]);
    });
  }),
  check('put', ['createSelectorQuery'], 'putImageData', 'putImageData', function (stage) {
    return node(stage).then(function (canvas) {
      const c = canvas.getContext('2d');
      const data = c.createImageData(2, 2);
      for (let i = 0; i < data.data.length; i += 1) data.data[i] = i % 4 === 3 ? 255 : 9;
      c.putImageData(data, 5, 5);
      expect.equal(Array.from(c.getImageData(6, 6, 1, 1).data), [9, 9, 9, 255]);
    });
  }),
  check('url', ['createSelectorQuery'], 'toDataURL', 'toDataURL', function (stage) {
    return node(stage).then(function (canvas) { canvas.getContext('2d').fillRect(0, 0, 10, 10); expect.match(canvas.toDataURL(), /^data:image\/png;base64,[A-Za-z0-9+/]{40}/, 'url'); });
  }),
  check('state', ['createSelectorQuery'], 'save 与 restore', 'save and restore', function (stage) {
    return node(stage).then(function (canvas) {
      const c = canvas.getContext('2d');
      c.fillStyle = '#00ff00';
      c.save();
      c.fillStyle = '#0000ff';
      c.translate(20, 0);
      c.restore();
      c.fillRect(0, 0, 10, 10);
      expect.equal(Array.from(c.getImageData(5, 5, 1, 1).data), [0, 255, 0, 255]);
    });
  }),
  check('picture', ['createSelectorQuery'], '图片画到画布上', 'a picture drawn on a canvas', function (stage) {
    return node(stage).then(function (canvas) {
      return new Promise(function (resolve, reject) {
        const image = canvas.createImage();
        image.onload = function () { canvas.getContext('2d').drawImage(image, 0, 0, 100, 60); resolve([image.width, image.height, canvas]); };
        image.onerror = function (error) { reject(new Error('image.onerror ' + (error && error.errMsg))); };
        image.src = '/images/scene.png';
      });
    }).then(function (got) { expect.equal(got.slice(0, 2), [400, 240], 'size'); expect.equal(got[2].getContext('2d').getImageData(2, 2, 1, 1).data[3], 255, 'alpha'); });
  }),
  check('frame', ['createSelectorQuery'], 'requestAnimationFrame', 'requestAnimationFrame', function (stage) {
    return node(stage).then(function (canvas) { return new Promise(function (resolve) { canvas.cancelAnimationFrame(canvas.requestAnimationFrame(function () { resolve('cancelled one came'); })); canvas.requestAnimationFrame(function (time) { resolve(typeof time); }); }); }).then(function (got) { expect.equal(got, 'number'); });
  }),
  check('export', ['canvasToTempFilePath', 'getImageInfo'], '导出的图片是一张图片', 'what is exported is a picture', function (stage) {
    return node(stage).then(function (canvas) { canvas.getContext('2d').fillRect(0, 0, 100, 60); return call.run('canvasToTempFilePath', 'async', { canvas: canvas, x: 0, y: 0, width: 50, height: 30, destWidth: 100, destHeight: 60 }); }).then(function (answer) { return call.run('getImageInfo', 'async', { src: expect.success(answer).tempFilePath }); }).then(function (answer) { const info = expect.success(answer); expect.equal([info.width, info.height], [100, 60], 'size'); });
  }),
  check('old', ['createCanvasContext', 'canvasGetImageData', 'canvasPutImageData'], '旧接口：画、读、写', 'the old calls: draw, read, write', function (stage) {
    return new Promise(function (resolve) {
      const c = wx.createCanvasContext('probe-old', stage.page);
      expect.ok(c.measureText('wide').width > 0, 'measureText');
      c.setFillStyle('#ff0000');
      c.fillRect(0, 0, 50, 50);
      c.draw(false, resolve);
    }).then(function () { return new Promise(function (resolve, reject) { wx.canvasGetImageData({ canvasId: 'probe-old', x: 5, y: 5, width: 1, height: 1, success: resolve, fail: reject }, stage.page); }); }).then(function (res) {
      expect.equal(Array.from(res.data), [255, 0, 0, 255], 'read');
      return new Promise(function (resolve, reject) { wx.canvasPutImageData({ canvasId: 'probe-old', data: new Uint8ClampedArray([1, 2, 3, 255]), x: 0, y: 0, width: 1, height: 1, success: resolve, fail: reject }, stage.page); });
    });
  }),
];
