const { demo, knob } = require('../../../utils/demo');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'root-portal',
  knobs: [knob.on('enable', true)],
  data: { show: true },
  onLoad() { this.setData({ words: i18n.pick(['显示或隐藏', 'Show or hide']) }); },
  methods: { onToggle() { this.setData({ show: !this.data.show }); } },
}));
