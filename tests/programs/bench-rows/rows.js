// A list of rows and what programs do to one: the same for each kind of row (pages/rows). What the page by hand does
// (tests/src/bin/bench/rows/hand.html) is the same again.
let next = 1;

const row = () => {
  const id = next++;
  return { id, label: `row number ${id}`, image: '/images/dot.png', flag: id % 3 === 0 };
};
// Rows in groups of ten count as ten each.
const group = () => ({ id: next, items: Array.from({ length: 10 }, row) });

module.exports = (kind) => {
  const nested = kind === 'nested';
  const make = nested ? group : row;
  const path = (at) => (nested ? `rows[${at}].items[0].label` : `rows[${at}].label`);
  const label = (item) => (nested ? item.items[0].label : item.label);
  return {
    data: { rows: [], other: 0 },
    onLoad({ n }) {
      this.count = Number(n) / (nested ? 10 : 1);
    },
    onMake() {
      this.setData({ rows: Array.from({ length: this.count }, make) });
    },
    onChange() {
      const { rows } = this.data;
      const change = {};
      for (let at = 0; at < rows.length; at += nested ? 1 : 10) change[path(at)] = `${label(rows[at])} !`;
      this.setData(change);
    },
    onSwap() {
      const rows = this.data.rows.slice();
      const last = rows.length - 2;
      [rows[1], rows[last]] = [rows[last], rows[1]];
      this.setData({ rows });
    },
    onOne() {
      const at = this.data.rows.length / 2;
      this.setData({ [path(at)]: `${label(this.data.rows[at])} ?` });
    },
    onAppend() {
      this.setData({ rows: this.data.rows.concat(make()) });
    },
    onPush() {
      this.setData({ [`rows[${this.data.rows.length}]`]: make() });
    },
    onRemove() {
      const rows = this.data.rows.slice();
      rows.splice(rows.length >> 1, 1);
      this.setData({ rows });
    },
    onReverse() {
      this.setData({ rows: this.data.rows.slice().reverse() });
    },
    onFilter() {
      this.setData({ rows: this.data.rows.filter((_, at) => at % 2 === 0) });
    },
    onOther() {
      this.setData({ other: this.data.other + 1 });
    },
    onClear() {
      this.setData({ rows: [] });
    },
    onRow() {},
  };
};
