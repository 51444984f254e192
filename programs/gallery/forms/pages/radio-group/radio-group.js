const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'radio-group',
  data: { items: ['small', 'medium', 'large'], chosen: 'medium' },
  methods: {
    onChange(e) {
      this.onEvent(e);
      this.setData({ chosen: e.detail.value });
    },
  },
}));
