// One page of 120 nodes: 14 cards of 8 (views and texts), a head and two feet.
const cards = [];
for (let id = 1; id <= 14; id++) cards.push({ id, name: `Card number ${id}`, line: 'A line of words below it', price: `¥${id * 3}` });

Page({
  data: { cards, count: 0, hundred: 0 },
  onFoot() {
    this.setData({ count: this.data.count + 1 });
  },
  // A hundred calls in one tick.
  onHundred() {
    for (let n = 0; n < 100; n++) this.setData({ hundred: this.data.hundred + 1 });
  },
  onCard() {},
});
