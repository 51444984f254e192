const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

const MODES = ['scaleToFill', 'aspectFit', 'aspectFill', 'widthFix', 'heightFix', 'top', 'bottom', 'center', 'left', 'right', 'top left', 'top right', 'bottom left', 'bottom right'];

Page(demo({
  name: 'image',
  knobs: [knob.one('mode', MODES), knob.one('src', ['/images/scene.png', '/images/scene.svg', '/images/icon.png', '/images/missing.png']), knob.on('show-menu-by-longpress', false), knob.on('fade-in', false)],
  data: { modes: MODES, typed: '', address: '' },
  onLoad() { this.setData({ load: i18n.pick(['加载', 'Load']), hint: i18n.pick(['图片网址', 'Address of a picture']) }); },
  methods: {
    onAddress(e) { this.typed = e.detail.value; },
    onGo() { this.setData({ address: this.typed || '' }); },
  },
}));
