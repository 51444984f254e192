const { demo } = require('../../../utils/demo');

const STEPS = {
  rotate: (a) => a.rotate(180).step(),
  scale: (a) => a.scale(1.6, 0.6).step(),
  translate: (a) => a.translate(60, -20).step(),
  skew: (a) => a.skew(20, 10).step(),
  colour: (a) => a.backgroundColor('#d9632a').opacity(0.6).step(),
  size: (a) => a.width(160).height(60).step(),
  queue: (a) => a.rotate(45).step({ duration: 300 }).scale(1.4).step({ duration: 300, timingFunction: 'ease-in' }).rotate(0).scale(1).step({ duration: 500 }),
  reset: (a) => a.rotate(0).scale(1, 1).translate(0, 0).skew(0, 0).opacity(1).backgroundColor('#6f5bea').width(90).height(90).step({ duration: 200 }),
};

Page(demo({
  name: 'animation',
  title: ['动画', 'Animations'],
  data: { steps: Object.keys(STEPS), animation: {}, css: '' },
  methods: {
    onStep(e) {
      const animation = wx.createAnimation({ duration: 600, timingFunction: 'ease' });
      STEPS[e.currentTarget.dataset.name](animation);
      this.setData({ animation: animation.export() });
    },
    onFrames() {
      this.animate('#framed', [{ opacity: 1, rotate: 0, backgroundColor: '#6f5bea' }, { opacity: 0.4, rotate: 180, backgroundColor: '#0f9d78', offset: 0.6 }, { opacity: 1, rotate: 360, backgroundColor: '#6f5bea' }], 1200, () => {
        this.log('animate', 'callback');
        this.clearAnimation('#framed', { opacity: true, rotate: true }, () => this.log('clearAnimation', 'callback'));
      });
    },
    onCss() { this.setData({ css: this.data.css ? '' : 'moved' }); },
  },
}));
