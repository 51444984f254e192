const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'map',
  knobs: [knob.number('scale', [3, 20, 1], 14), knob.on('show-location', false), knob.on('show-compass', false), knob.on('show-scale', false), knob.on('enable-zoom', true), knob.on('enable-scroll', true), knob.on('enable-rotate', false), knob.on('enable-satellite', false), knob.on('enable-traffic', false)],
  data: {
    latitude: 23.099994, longitude: 113.32452,
    markers: [{ id: 1, latitude: 23.099994, longitude: 113.32452, title: 'marker', width: 30, height: 30, iconPath: '/images/icon.png', callout: { content: 'callout', display: 'ALWAYS', padding: 8, borderRadius: 6 } }],
    polyline: [{ points: [{ latitude: 23.09, longitude: 113.31 }, { latitude: 23.11, longitude: 113.34 }], color: '#6a57e0', width: 4 }],
    circles: [{ latitude: 23.099994, longitude: 113.32452, radius: 500, color: '#6a57e0', fillColor: '#6a57e033', strokeWidth: 2 }],
    actions: ['getCenterLocation', 'moveToLocation', 'getRegion', 'getScale', 'includePoints', 'translateMarker'],
  },
  methods: {
    onAction(e) {
      const name = e.currentTarget.dataset.name;
      if (!wx.createMapContext) return this.log('createMapContext', 'undefined');
      const points = [{ latitude: 23.09, longitude: 113.31 }, { latitude: 23.11, longitude: 113.34 }];
      const arg = { includePoints: { points, padding: [20] }, translateMarker: { markerId: 1, destination: points[1], autoRotate: false, duration: 800 } }[name] || {};
      const map = wx.createMapContext('sample', this);
      map[name](Object.assign(arg, { success: (res) => this.log(name, res), fail: (error) => this.log(name, error) }));
    },
  },
}));
