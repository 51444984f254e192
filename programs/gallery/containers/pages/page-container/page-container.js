const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'page-container',
  knobs: [
    knob.one('position', ['bottom', 'top', 'right', 'center']),
    knob.number('duration', [0, 2000, 100], 300),
    knob.on('round', true),
    knob.on('overlay', true),
    knob.on('close-on-slide-down', false),
    knob.one('overlay-style', ['', 'background-color: rgba(80, 0, 160, .5)']),
    knob.one('custom-style', ['', 'background-color: #ffe9c4; color: #222']),
  ],
  data: { show: false },
  onLoad() { this.setData({ open: i18n.pick(['打开', 'Open']), close: i18n.pick(['关闭', 'Close']) }); },
  methods: {
    onOpen() { this.setData({ show: true }); },
    onClose() { this.setData({ show: false }); },
    onLeave(e) { this.onEvent(e); this.setData({ show: false }); },
  },
}));
