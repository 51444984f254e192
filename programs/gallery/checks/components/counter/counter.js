// What the checks of the framework look at: an observer, an event, hooks, a behavior.
const twice = Behavior({ methods: { twice: function (n) { return n * 2; } } });

Component({
  behaviors: [twice],
  properties: { first: { type: Number, value: 0 }, second: { type: Number, value: 0 } },
  data: { sum: 0, hooks: [] },
  observers: {
    'first, second': function (first, second) {
      this.setData({ sum: first + second });
      this.triggerEvent('sum', { sum: first + second });
    },
  },
  lifetimes: {
    created() { this.hooks = ['created']; },
    attached() { this.hooks.push('attached'); },
    ready() { this.hooks.push('ready'); this.setData({ hooks: this.hooks }); },
  },
});
