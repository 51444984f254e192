const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'wxs',
  data: { cents: 123456, list: [3, 1, 2], prop: 0, date: 1767225600000 },
  methods: {
    onProp() { this.setData({ prop: this.data.prop + 1 }); },
    called(e) { this.log('callMethod', e); },
  },
}));
