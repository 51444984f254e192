// What stands in for an icon that cannot be shown: a letter on one of six grounds,
// always the same for the same program.
function letter(name) {
  const first = Array.from(String(name || '?').trim())[0] || '?';
  return first.toUpperCase();
}

function tone(program) {
  let sum = 0;
  String(program).split('').forEach(function (c) { sum = (sum * 31 + c.charCodeAt(0)) % 9973; });
  return sum % 6;
}

module.exports = { letter: letter, tone: tone };
