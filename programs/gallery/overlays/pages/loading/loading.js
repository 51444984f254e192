const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'loading',
  data: { hidden: true },
  methods: {
    show() { this.setData({ hidden: false }); },
    close(event) {
      this.setData({ hidden: true });
      this.onEvent(event);
    },
  },
}));
