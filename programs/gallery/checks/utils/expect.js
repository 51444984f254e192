// Small assertions: each says what was wanted and what was got.
const show = require('../../utils/show');

function fail(message) {
  throw new Error(message);
}

function equal(got, wanted, what) {
  const a = JSON.stringify(got);
  const b = JSON.stringify(wanted);
  if (a !== b) fail((what || 'value') + ': ' + show.short(a, 160) + ', wanted ' + show.short(b, 160));
}

function ok(condition, what) {
  if (!condition) fail(what);
}

function type(value, wanted, what) {
  const got = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (got !== wanted) fail(what + ' is ' + got + ', wanted ' + wanted);
}

function match(text, pattern, what) {
  if (!pattern.test(String(text))) fail((what || 'text') + ': "' + show.short(String(text), 160) + '" does not match ' + pattern);
}

// An answer of utils/call.js that must be a success, or a failure of that pattern.
function success(answer) {
  if (answer.outcome !== 'ok') fail(answer.name + ': ' + answer.outcome + ' ' + answer.errMsg);
  return answer.result;
}

function failure(answer, pattern) {
  if (answer.outcome !== 'fail') fail(answer.name + ': ' + answer.outcome + ' ' + answer.errMsg + ', wanted a failure');
  match(answer.errMsg, pattern, 'errMsg');
}

function throws(work, what) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return fail(what + ' does not throw');
}

module.exports = { fail: fail, equal: equal, ok: ok, type: type, match: match, success: success, failure: failure, throws: throws };
