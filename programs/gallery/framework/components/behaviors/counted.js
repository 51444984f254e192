// A behavior: data, a property, a method and a hook that a component takes over.
module.exports = Behavior({
  properties: { unit: { type: String, value: '×' } },
  data: { seen: 0 },
  lifetimes: {
    attached() { this.setData({ seen: this.data.seen + 1 }); },
  },
  methods: {
    twice(n) { return n * 2; },
  },
});
