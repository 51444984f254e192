// What the columns of a <picker> hold in its modes, and how column indexes and values turn into each other. Pure.

export interface Columns {
  labels: string[][]
  index: number[]
}

const two = (n: number): string => String(n).padStart(2, '0')

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}

/** `HH:mm` as minutes, or the fallback. */
function minutes(text: string, fallback: number): number {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(text.trim())
  return match ? Math.min(23, Number(match[1])) * 60 + Math.min(59, Number(match[2])) : fallback
}

export function timeColumns(value: string, start: string, end: string): Columns & { values: number[][] } {
  const from = minutes(start, 0)
  const to = Math.max(from, minutes(end, 23 * 60 + 59))
  const now = new Date()
  const at = Math.min(to, Math.max(from, minutes(value, now.getHours() * 60 + now.getMinutes())))
  const hour = Math.floor(at / 60)
  const hours = range(Math.floor(from / 60), Math.floor(to / 60))
  const first = hour === Math.floor(from / 60) ? from % 60 : 0
  const last = hour === Math.floor(to / 60) ? to % 60 : 59
  const mins = range(first, last)
  return {
    labels: [hours.map(two), mins.map(two)],
    index: [hours.indexOf(hour), mins.indexOf(at % 60)],
    values: [hours, mins],
  }
}

export type DateFields = 'year' | 'month' | 'day'

interface Ymd {
  y: number
  m: number
  d: number
}

function parseDate(text: string, fallback: Ymd): Ymd {
  const match = /^(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?/.exec(text.trim())
  if (!match) return fallback
  return { y: Number(match[1]), m: Number(match[2] ?? fallback.m), d: Number(match[3] ?? fallback.d) }
}

const key = ({ y, m, d }: Ymd): number => y * 10000 + m * 100 + d

function daysIn(y: number, m: number): number {
  return new Date(y, m, 0).getDate()
}

export function dateColumns(
  value: string,
  start: string,
  end: string,
  fields: DateFields,
  lang: string,
): Columns & { values: number[][] } {
  const today = new Date()
  const now = { y: today.getFullYear(), m: today.getMonth() + 1, d: today.getDate() }
  const from = parseDate(start, { y: 1900, m: 1, d: 1 })
  const to = parseDate(end, { y: 2100, m: 12, d: 31 })
  let at = parseDate(value, now)
  at = { ...at, d: Math.min(at.d, daysIn(at.y, at.m)) }
  if (key(at) < key(from)) at = from
  if (key(at) > key(to)) at = to
  const years = range(from.y, Math.max(from.y, to.y))
  const months = range(at.y === from.y ? from.m : 1, at.y === to.y ? to.m : 12)
  const sameFrom = at.y === from.y && at.m === from.m
  const sameTo = at.y === to.y && at.m === to.m
  const days = range(sameFrom ? from.d : 1, sameTo ? to.d : daysIn(at.y, at.m))
  const count = fields === 'year' ? 1 : fields === 'month' ? 2 : 3
  const marks = lang.startsWith('en') ? ['', '', ''] : ['年', '月', '日']
  const values = [years, months, days].slice(0, count)
  return {
    values,
    labels: values.map((list, i) => list.map((n) => `${i === 0 ? n : two(n)}${marks[i]}`)),
    index: [years.indexOf(at.y), months.indexOf(at.m), days.indexOf(at.d)].slice(0, count).map((i) => Math.max(0, i)),
  }
}

/** `2024-01-05`, `2024-01` or `2024`, as the number of columns says. */
export function dateText(values: number[]): string {
  return values.map((n, i) => (i === 0 ? String(n).padStart(4, '0') : two(n))).join('-')
}

export function timeText(values: number[]): string {
  return values.map(two).join(':')
}

/** Items of `range` as text: strings, or objects by `range-key`. */
export function labelsOf(list: unknown, rangeKey: string): string[] {
  if (!Array.isArray(list)) return []
  return list.map((item: unknown) => {
    const value =
      rangeKey !== '' && item !== null && typeof item === 'object' ? (item as Record<string, unknown>)[rangeKey] : item
    return value === null || value === undefined ? '' : String(value)
  })
}
