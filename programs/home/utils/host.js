// The one door to the host: the global `tiffin`, which exists in this program only.
// Elsewhere (a developer's tool) every call fails in the same way as an absent store.

function absent() {
  return Promise.reject(new Error('tiffin:fail not supported'));
}

function call(name, args) {
  if (typeof tiffin === 'undefined' || typeof tiffin[name] !== 'function') return absent();
  try {
    return Promise.resolve(tiffin[name](args));
  } catch (e) {
    return Promise.reject(e);
  }
}

function items(answer) {
  return answer && Array.isArray(answer.items) ? answer.items : [];
}

// The host names the stores that did not answer.
function unreachable(answer) {
  const offline = answer && answer.offline;
  return Array.isArray(offline) ? offline.length > 0 : !!offline;
}

module.exports = {
  present: function () { return typeof tiffin !== 'undefined'; },
  // -> { items, offline }: offline says that no store answered, so the list is the device's own.
  search: function (query) {
    return call('search', { query: query }).then(function (answer) {
      return { items: items(answer), offline: unreachable(answer) };
    });
  },
  recents: function () { return call('recents').then(items); },
  favourites: function () { return call('favourites').then(items); },
  setFavourite: function (program, on) { return call('setFavourite', { program: program, on: on }); },
  open: function (program) { return call('open', { program: program }); },
  scan: function () { return call('scan'); },
  remove: function (program) { return call('remove', { program: program }); },
  clearData: function (program) { return call('clearData', { program: program }); },
  // -> [{ program, scope, titleEn, titleZh, state, until }]
  grants: function () { return call('grants').then(items); },
  setGrant: function (program, scope, state, until) { return call('setGrant', { program: program, scope: scope, state: state, until: until }); },
  // Newest first; `before` is the id of the last one that is there.
  ledger: function (program, before) { return call('ledger', { program: program, before: before }).then(items); },
  clearLedger: function (program) { return call('clearLedger', { program: program }); },
  // -> { path, count }
  exportLedger: function () { return call('exportLedger'); },
  about: function () { return call('about'); },
  onChange: function (callback) {
    if (typeof tiffin !== 'undefined' && typeof tiffin.onChange === 'function') tiffin.onChange(callback);
  },
};
