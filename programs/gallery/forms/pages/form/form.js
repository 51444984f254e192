const { demo, knob } = require('../../../utils/demo');
const show = require('../../../utils/show');
const i18n = require('../../../utils/i18n');

Page(demo({
  name: 'form',
  knobs: [knob.on('report-submit', false)],
  data: { sent: '', at: 0, drinks: ['tea', 'coffee'] },
  onLoad() { this.setData({ submit: i18n.pick(['提交', 'Submit']), reset: i18n.pick(['重置', 'Reset']) }); },
  methods: {
    onSubmit(e) { this.onEvent(e); this.setData({ sent: show.long(e.detail.value) }); },
    onReset(e) { this.onEvent(e); this.setData({ sent: '' }); },
  },
}));
