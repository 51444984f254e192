// Runs checks one after the other. A check is { id, apis, text, run(stage) }; it fails by throwing or by staying silent.
// stage: what the page lends (its nodes, setData).
const TIME = 12000;

function limited(promise, time) {
  return new Promise(function (resolve, reject) {
    const timer = setTimeout(function () { reject(new Error('no end within ' + time + ' ms')); }, time);
    promise.then(
      function (value) { clearTimeout(timer); resolve(value); },
      function (error) { clearTimeout(timer); reject(error); }
    );
  });
}

function said(error) {
  if (error === null || error === undefined) return 'rejected without a reason';
  return String(error.message || error.errMsg || error);
}

// -> { state: 'passed' | 'failed' | 'absent', message, ms }
function one(check, stage, absent) {
  const missing = (check.apis || []).filter(absent);
  if (missing.length) return Promise.resolve({ state: 'absent', message: missing.join(', '), ms: 0 });
  const from = Date.now();
  return limited(Promise.resolve().then(function () { return check.run(stage); }), check.time || TIME).then(
    function () { return { state: 'passed', message: '', ms: Date.now() - from }; },
    function (error) { return { state: 'failed', message: said(error), ms: Date.now() - from }; }
  );
}

function all(checks, stage, absent, told) {
  return checks.reduce(function (before, check) {
    return before.then(function () {
      return one(check, stage, absent).then(function (result) { told(check, result); });
    });
  }, Promise.resolve());
}

module.exports = { one: one, all: all };
