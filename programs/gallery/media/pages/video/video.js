const { demo, knob } = require('../../../utils/demo');

Page(demo({
  name: 'video',
  knobs: [
    knob.one('src', ['/media/files/pattern.mp4', '/media/files/pattern.webm', '/media/files/missing.mp4']),
    knob.on('controls', true), knob.on('autoplay', false), knob.on('loop', false), knob.on('muted', false),
    knob.one('object-fit', ['contain', 'fill', 'cover']), knob.number('initial-time', [0, 3, 1], 0),
    knob.on('show-center-play-btn', true), knob.on('show-play-btn', true), knob.on('show-fullscreen-btn', true), knob.on('show-progress', true), knob.on('enable-progress-gesture', true),
  ],
  data: { actions: ['play', 'pause', 'stop', 'seek', 'playbackRate', 'requestFullScreen', 'sendDanmu'] },
  methods: {
    onAction(e) {
      const name = e.currentTarget.dataset.name;
      const arg = { seek: 2, playbackRate: 2, requestFullScreen: { direction: 0 }, sendDanmu: { text: 'danmu', color: '#ff0' } }[name];
      const video = wx.createVideoContext('sample', this);
      this.log('VideoContext.' + name, typeof video[name]);
      if (typeof video[name] === 'function') video[name](arg);
    },
  },
}));
