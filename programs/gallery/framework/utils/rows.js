// The rows of the stress page, and what setData is to be given for each change.
const FIRST = ['quiet', 'bright', 'small', 'old', 'green', 'heavy', 'warm', 'plain'];
const SECOND = ['table', 'lamp', 'river', 'bowl', 'garden', 'letter', 'bridge'];
const COUNT = 1000;

let last = 0;

function make(count) {
  const list = [];
  for (let i = 0; i < count; i += 1) {
    last += 1;
    list.push({ id: last, label: FIRST[last % FIRST.length] + ' ' + SECOND[last % SECOND.length] });
  }
  return list;
}

function change(id, rows) {
  if (id === 'create') {
    const made = make(COUNT);
    return { rows: made, data: { rows: made, chosen: -1 } };
  }
  if (id === 'append') {
    const more = rows.concat(make(COUNT));
    return { rows: more, data: { rows: more } };
  }
  if (id === 'tenth') {
    const data = {};
    const next = rows.map(function (row, i) {
      if (i % 10) return row;
      data['rows[' + i + '].label'] = row.label + ' !';
      return { id: row.id, label: row.label + ' !' };
    });
    return { rows: next, data: data };
  }
  if (id === 'swap' && rows.length > 998) {
    const next = rows.slice();
    next[1] = rows[998];
    next[998] = rows[1];
    return { rows: next, data: { rows: next } };
  }
  if (id === 'select' && rows.length) return { rows: rows, data: { chosen: rows[Math.min(4, rows.length - 1)].id } };
  if (id === 'remove' && rows.length) {
    const next = rows.slice(0, 3).concat(rows.slice(4));
    return { rows: next, data: { rows: next } };
  }
  if (id === 'clear') return { rows: [], data: { rows: [], chosen: -1 } };
  return { rows: rows, data: {} };
}

module.exports = { change: change, make: make, COUNT: COUNT };
