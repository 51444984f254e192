// A list of a thousand rows, and what each change of it takes: until setData returns, and until it is on the screen.
const i18n = require('../../../utils/i18n');
const rows = require('../../utils/rows');

const ACTIONS = ['create', 'append', 'tenth', 'swap', 'select', 'remove', 'clear', 'burst'];

Page({
  data: { rows: [], chosen: -1, times: [], counter: 0, busy: false, actions: [] },

  onLoad() {
    wx.setNavigationBarTitle({ title: i18n.pick(['setData 压力', 'setData under load']) });
    const names = { create: ['创建 1000 行', 'Create 1,000 rows'], append: ['追加 1000 行', 'Append 1,000'], tenth: ['改每第十行', 'Change every tenth'], swap: ['交换两行', 'Swap two'], select: ['选中一行', 'Select one'], remove: ['删一行', 'Remove one'], clear: ['清空', 'Clear'], burst: ['连续 100 次', '100 in a row'] };
    this.setData({ actions: ACTIONS.map((id) => ({ id: id, name: i18n.pick(names[id]) })), words: { call: 'setData', shown: i18n.pick(['显示', 'shown']), rows: i18n.pick(['行', 'rows']) } });
    this.model = [];
  },

  onDo(e) { this.run(e.currentTarget.dataset.id); },

  // Resolves with the milliseconds until setData returned, and until its callback.
  run(id) {
    const change = rows.change(id, this.model);
    this.model = change.rows;
    return new Promise((resolve) => {
      const from = Date.now();
      const done = (call) => {
        const shown = Date.now() - from;
        this.setData({ times: [{ id: id, call: call, shown: shown, rows: this.model.length, n: (this.n = (this.n || 0) + 1) }].concat(this.data.times).slice(0, 12) });
        resolve({ call: call, shown: shown });
      };
      if (id !== 'burst') {
        let call = 0;
        this.setData(change.data, () => done(call));
        call = Date.now() - from;
        return;
      }
      let call = 0;
      for (let i = 1; i <= 100; i += 1) this.setData({ counter: i }, i === 100 ? () => done(call) : undefined);
      call = Date.now() - from;
    });
  },
});
