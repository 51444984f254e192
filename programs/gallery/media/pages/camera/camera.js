const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'camera',
  knobs: [knob.one('mode', ['normal', 'scanCode']), knob.one('device-position', ['back', 'front']), knob.one('flash', ['auto', 'on', 'off', 'torch']), knob.one('resolution', ['low', 'medium', 'high'], 'medium')],
  data: { taken: '' },
  methods: {
    onTake() {
      if (!wx.createCameraContext) return this.log('createCameraContext', 'undefined');
      wx.createCameraContext().takePhoto({ quality: 'normal', success: (res) => { this.log('takePhoto', res); this.setData({ taken: res.tempImagePath }); }, fail: (e) => this.log('takePhoto', e) });
    },
  },
}));
