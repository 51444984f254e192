// Search as one types, without a screen: waits until typing pauses, drops answers
// that a newer question has overtaken, and says what to show.
//   state: { phase: 'idle' | 'busy' | 'found' | 'none' | 'offline', query, local, store }

const PAUSE = 220; // ms after the last key; short words of Chinese arrive whole

function split(items) {
  return {
    local: items.filter(function (item) { return item.source === 'local'; }),
    store: items.filter(function (item) { return item.source !== 'local'; }),
  };
}

function idle() {
  return { phase: 'idle', query: '', local: [], store: [] };
}

// search(query) -> Promise<{items, offline}>; show(state) is told each change.
function Finder(search, show, timers) {
  const later = timers || { set: setTimeout, clear: clearTimeout };
  let turn = 0;
  let timer = null;
  let last = idle();

  function say(state) {
    last = state;
    show(state);
  }

  function run(query) {
    const mine = ++turn;
    return search(query).then(function (answer) {
      if (mine !== turn) return;
      const parts = split(answer.items);
      const empty = answer.items.length === 0;
      const phase = empty ? (answer.offline ? 'offline' : 'none') : 'found';
      say({ phase: phase, query: query, local: parts.local, store: parts.store, offline: answer.offline });
    }, function () {
      if (mine === turn) say({ phase: 'offline', query: query, local: [], store: [], offline: true });
    });
  }

  return {
    type: function (text) {
      const query = text.trim();
      if (timer !== null) later.clear(timer);
      timer = null;
      if (query === '') {
        turn += 1;
        say(idle());
        return;
      }
      if (query === last.query && last.phase !== 'offline') return;
      // What was found before stays up while the next answer is on its way.
      say({ phase: 'busy', query: query, local: last.local, store: last.store });
      timer = later.set(function () { timer = null; run(query); }, PAUSE);
    },
    now: function (text) {
      if (timer !== null) later.clear(timer);
      timer = null;
      const query = text.trim();
      return query === '' ? Promise.resolve() : run(query);
    },
  };
}

module.exports = { Finder: Finder, split: split, idle: idle, PAUSE: PAUSE };
