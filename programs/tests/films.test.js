// The hall's rules, without a screen.
const test = require('node:test');
const assert = require('node:assert/strict');
const hall = require('../films/booking/utils/hall');
const { films, find } = require('../films/data/films');

test('a showing has the same seats taken each time, some free, some not', () => {
  for (const film of films) {
    for (const time of film.times) {
      const first = hall.seats(film.id, time);
      assert.deepEqual(first, hall.seats(film.id, time));
      const taken = first.flat().filter((seat) => seat.taken).length;
      assert.ok(taken > 3 && taken < 60, film.id + ' ' + time + ': ' + taken);
    }
  }
});

test('seats are chosen and given back; taken ones and a fifth are refused', () => {
  const rows = hall.seats('tide', '15:00');
  const free = rows.flat().filter((seat) => !seat.taken).map((seat) => seat.key);
  const taken = rows.flat().find((seat) => seat.taken).key;
  let chosen = [];
  for (const key of free.slice(0, 4)) chosen = hall.toggle(rows, chosen, key).chosen;
  assert.equal(chosen.length, 4);
  assert.deepEqual(hall.toggle(rows, chosen, free[4]), { chosen, refused: 'most' });
  assert.deepEqual(hall.toggle(rows, [], taken), { chosen: [], refused: 'taken' });
  assert.deepEqual(hall.toggle(rows, [], '99-1'), { chosen: [], refused: 'taken' });
  assert.deepEqual(hall.toggle(rows, chosen, chosen[0]).chosen, chosen.slice(1));
});

test('an unknown film is nothing', () => assert.equal(find('x'), null));
