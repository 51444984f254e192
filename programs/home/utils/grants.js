// What a person sees of grants and of the ledger, from the host's rows. Pure.
const i18n = require('./i18n');

const DAY = 24 * 60 * 60;
// What can be chosen for a permission, in the order of the sheet: the strongest is not the first.
const CHOICES = ['notAsked', 'whileOpen', 'until', 'always', 'never'];

function two(number) {
  return (number < 10 ? '0' : '') + number;
}

// Seconds since 1970 -> `2026-12-01 09:30`, in the device's time.
function time(seconds) {
  const at = new Date(seconds * 1000);
  return at.getFullYear() + '-' + two(at.getMonth() + 1) + '-' + two(at.getDate()) + ' ' + two(at.getHours()) + ':' + two(at.getMinutes());
}

function stateText(grant, t) {
  if (grant.state === 'until') return i18n.fill(t.until, { time: time(grant.until) });
  return t[grant.state] || '';
}

function title(row, language) {
  return (language === 'en' ? row.titleEn : row.titleZh) || row.scope;
}

// Rows of the host -> one group for each program, in the order of the rows. `names` is by program.
function groups(rows, names, t, language) {
  const list = [];
  const at = {};
  rows.forEach((row) => {
    const key = 'p:' + row.program;
    if (at[key] === undefined) {
      at[key] = list.length;
      list.push({ program: row.program, name: names[key] || row.program, grants: [] });
    }
    list[at[key]].grants.push({ program: row.program, scope: row.scope, title: title(row, language), state: row.state, text: stateText(row, t) });
  });
  return list;
}

// The words of the sheet, and what each sets.
function choices(t, now) {
  const words = { notAsked: t.notAsked, whileOpen: t.whileOpen, until: t.forDay, always: t.always, never: t.never };
  return CHOICES.map((state) => ({ text: words[state], state: state, until: state === 'until' ? Math.floor(now / 1000) + DAY : undefined }));
}

function entry(row, names, t) {
  return {
    id: row.id, when: time(row.lastAt), outcome: row.outcome, outcomeText: t[row.outcome] || row.outcome,
    name: names['p:' + row.program] || row.program, capability: row.capability, scope: row.scope, page: row.page,
    times: row.count > 1 ? i18n.fill(t.times, { count: row.count }) : '',
  };
}

// Lists of programs -> names by `p:<program>`.
function names(lists) {
  const found = {};
  lists.forEach((list) => list.forEach((item) => { found['p:' + item.program] = item.name; }));
  return found;
}

module.exports = { time: time, groups: groups, choices: choices, entry: entry, names: names };
