// Two numbers and their sum, kept by an observer.
const counted = require('../behaviors/counted');

Component({
  behaviors: [counted],
  properties: { first: { type: Number, value: 0 }, second: { type: Number, value: 0 } },
  data: { sum: 0, seenBy: '', deep: { a: { b: 1 } } },
  observers: {
    'first, second': function (first, second) {
      this.setData({ sum: first + second });
      this.triggerEvent('sum', { sum: first + second });
    },
    'deep.**': function (deep) { this.setData({ seenBy: 'deep.** ' + JSON.stringify(deep) }); },
  },
  lifetimes: {
    ready() { this.setData({ 'deep.a.b': 2 }); },
  },
});
