// A hall and who sits where, without a screen. Which seats are taken follows from the showing, so that the map is the
// same each time it is opened.
const ROWS = 8;
const COLUMNS = 10;
const MOST = 4;

function scramble(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

// Rows of seats: { key: '3-7', row, n, taken }. Better rows sell first.
function seats(film, time) {
  const rows = [];
  for (let row = 1; row <= ROWS; row += 1) {
    const line = [];
    for (let n = 1; n <= COLUMNS; n += 1) {
      const wanted = 52 - Math.abs(row - 5) * 12 - Math.abs(n - 5.5) * 4;
      line.push({ key: row + '-' + n, row: row, n: n, taken: scramble([film, time, row, n].join('/')) % 100 < wanted });
    }
    rows.push(line);
  }
  return rows;
}

// The seats chosen after a tap on one: { chosen, refused } where refused is 'taken', 'most' or ''.
function toggle(rows, chosen, key) {
  if (chosen.indexOf(key) >= 0) return { chosen: chosen.filter(function (one) { return one !== key; }), refused: '' };
  const seat = [].concat.apply([], rows).filter(function (one) { return one.key === key; })[0];
  if (!seat || seat.taken) return { chosen: chosen, refused: 'taken' };
  if (chosen.length >= MOST) return { chosen: chosen, refused: 'most' };
  return { chosen: chosen.concat([key]), refused: '' };
}

module.exports = { ROWS: ROWS, COLUMNS: COLUMNS, MOST: MOST, seats: seats, toggle: toggle };
