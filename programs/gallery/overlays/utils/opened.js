// What opens an old overlay and closes it: they are there until the program says `hidden`.
module.exports = {
  data: { hidden: true },
  methods: {
    show() { this.setData({ hidden: false }); },
    close(event) {
      this.setData({ hidden: true });
      this.onEvent(event);
    },
  },
};
