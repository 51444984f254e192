// A thousand rows: made, every tenth changed, two swapped, cleared.
let next = 1;

Page({
  data: { rows: [] },
  onMake() {
    const rows = [];
    for (let n = 0; n < 1000; n++) rows.push({ id: next++, label: `row number ${n}` });
    this.setData({ rows });
  },
  onChange() {
    const change = {};
    for (let n = 0; n < this.data.rows.length; n += 10) change[`rows[${n}].label`] = `${this.data.rows[n].label} !`;
    this.setData(change);
  },
  onSwap() {
    const rows = this.data.rows.slice();
    [rows[1], rows[998]] = [rows[998], rows[1]];
    this.setData({ rows });
  },
  onClear() {
    this.setData({ rows: [] });
  },
});
