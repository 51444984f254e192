// Both kinds of canvas: the 2D context, drawn by frame, and the old calls with canvas-id.
const { demo } = require('../../../utils/demo');
const paint = require('../../utils/paint');

Page(demo({
  name: 'canvas',
  data: { drawings: paint.names, shown: 'shapes', running: false, picture: '' },
  hooks: {
    onReady() {
      wx.createSelectorQuery().select('#sample').fields({ node: true, size: true }, (res) => {
        if (!res || !res.node) return this.log('node', 'null');
        this.canvas = res.node;
        this.width = res.width;
        this.height = res.height;
        const ratio = (wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync()).pixelRatio || 1;
        this.canvas.width = res.width * ratio;
        this.canvas.height = res.height * ratio;
        this.context = this.canvas.getContext('2d');
        this.context.scale(ratio, ratio);
        this.log('canvas', { width: res.width, height: res.height, pixelRatio: ratio });
        this.draw('shapes');
      }).exec();
      paint.old(wx.createCanvasContext('old', this), (width) => this.log('old measureText', width), () => this.log('draw', 'callback'));
    },
    onHide() { this.stop(); },
    onUnload() { this.stop(); },
  },
  methods: {
    draw(name) {
      if (!this.context) return;
      this.stop();
      this.setData({ shown: name });
      paint.draw(name, this.context, this.width, this.height, this.canvas, (what, detail) => this.log(what, detail));
      if (name === 'frames') this.animate2d();
    },
    onDraw(e) { this.draw(e.currentTarget.dataset.name); },
    animate2d() {
      let n = 0;
      const from = Date.now();
      const frame = () => {
        n += 1;
        paint.frame(this.context, this.width, this.height, Date.now() - from);
        if (n % 60 === 0) this.log('frames', Math.round((n * 1000) / (Date.now() - from)) + ' / s');
        this.frameId = this.canvas.requestAnimationFrame(frame);
      };
      this.frameId = this.canvas.requestAnimationFrame(frame);
    },
    stop() {
      if (this.frameId && this.canvas) this.canvas.cancelAnimationFrame(this.frameId);
      this.frameId = 0;
    },
    onExport() {
      wx.canvasToTempFilePath({ canvas: this.canvas, success: (res) => { this.log('canvasToTempFilePath', res); this.setData({ picture: res.tempFilePath }); }, fail: (e) => this.log('canvasToTempFilePath', e) });
    },
    onPixels() {
      const data = this.context.getImageData(10, 10, 1, 1).data;
      this.log('getImageData', Array.from(data));
      wx.canvasGetImageData({ canvasId: 'old', x: 5, y: 5, width: 1, height: 1, success: (res) => this.log('canvasGetImageData', Array.from(res.data)), fail: (e) => this.log('canvasGetImageData', e) }, this);
    },
  },
}));
