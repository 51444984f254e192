const { demo } = require('../../../utils/demo');

Page(demo({
  name: 'action-sheet',
  data: { items: ['A', 'B', 'C'], hidden: true },
  methods: {
    show() { this.setData({ hidden: false }); },
    close(event) {
      this.setData({ hidden: true });
      this.onEvent(event);
    },
  },
}));
