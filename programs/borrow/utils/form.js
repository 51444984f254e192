// Whether a booking can be made: the first thing that is wrong, by the name of its text in utils/i18n.js, or ''.

function wrong(form, sum, today, between) {
  if (!sum.count) return 'errEmpty';
  if (!form.from || !form.to) return 'errDays';
  if (form.from < today || form.to < form.from || between(form.from, form.to) + 1 > sum.most) return 'errDays';
  if (!form.place) return 'errPlace';
  if (!String(form.name || '').trim()) return 'errName';
  if (!/^\+?[\d -]{5,18}$/.test(String(form.phone || '').trim())) return 'errPhone';
  return form.agreed ? '' : 'errAgree';
}

module.exports = { wrong: wrong };
