const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'checkbox-group',
  data: { items: [{ v: 'tea', on: true }, { v: 'coffee', on: false }, { v: 'water', on: false }, { v: 'juice', on: true }], chosen: 'tea, juice' },
  methods: {
    onChange(e) {
      this.onEvent(e);
      this.setData({ chosen: e.detail.value.join(', ') });
    },
  },
}));
