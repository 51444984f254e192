// Calls an API and says what came of it. The program's own words for it: it knows nothing of how the host is made.
const show = require('./show');

// Long enough for a slow device; a call that needs a person gets no end at all.
const PATIENCE = 10000;

function unsupported(text) {
  return /not support/i.test(String(text || ''));
}

// ok | fail | unsupported | thrown | absent | silent
function run(name, kind, args, patience) {
  const from = Date.now();
  const answer = function (outcome, errMsg, result) {
    return { name: name, outcome: outcome, errMsg: errMsg || '', result: result, ms: Date.now() - from };
  };
  const target = wx[name];
  if (target === undefined) return Promise.resolve(answer('absent', 'wx.' + name + ' is undefined'));
  if (kind === 'value') return Promise.resolve(answer('ok', '', target));
  if (typeof target !== 'function') return Promise.resolve(answer('ok', '', target));

  if (kind !== 'async') {
    try {
      const list = Array.isArray(args) ? args : args === undefined ? [] : [args];
      return Promise.resolve(answer('ok', '', target.apply(wx, list)));
    } catch (error) {
      const said = (error && (error.errMsg || error.message)) || String(error);
      return Promise.resolve(answer(unsupported(said) ? 'unsupported' : 'thrown', said));
    }
  }

  return new Promise(function (resolve) {
    const limit = patience === undefined ? PATIENCE : patience;
    const timer = limit ? setTimeout(function () { resolve(answer('silent', name + ': ' + limit + ' ms')); }, limit) : 0;
    const end = function (outcome) {
      return function (res) {
        clearTimeout(timer);
        const said = (res && res.errMsg) || '';
        resolve(answer(outcome === 'fail' && unsupported(said) ? 'unsupported' : outcome, said, res));
      };
    };
    try {
      target.call(wx, Object.assign({}, args, { success: end('ok'), fail: end('fail') }));
    } catch (error) {
      clearTimeout(timer);
      resolve(answer('thrown', (error && error.message) || String(error)));
    }
  });
}

module.exports = { run: run, unsupported: unsupported, show: show };
