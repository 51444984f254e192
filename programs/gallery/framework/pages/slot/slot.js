const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'slot', knobs: [knob.on('named', true), knob.one('which', ['before', 'after'])], data: { n: 1 }, methods: { onTap(e) { this.onEvent(e); this.setData({ n: this.data.n + 1 }); } } }));
