// `Intl` for Chinese and English, as much of it as programs use: QuickJS has none, and its toLocale* methods know no
// grouping and only American dates. Chinese is ordered by its sound and time zones are the device's database, both in
// Rust. Not here: other languages and calendars, the order by strokes.

import { native } from '../native'

type Locale = 'zh' | 'en'
type Bag = Record<string, any>

function pick(locales: unknown): Locale {
  const first = Array.isArray(locales) ? locales[0] : locales
  // Without one, programs of this world expect Chinese.
  return typeof first === 'string' && !/^zh/i.test(first) ? 'en' : 'zh'
}

const SYMBOLS: Record<string, [zh: string, en: string]> = {
  CNY: ['¥', 'CN¥'],
  USD: ['US$', '$'],
  EUR: ['€', '€'],
  GBP: ['£', '£'],
  JPY: ['JP¥', '¥'],
  HKD: ['HK$', 'HK$'],
  TWD: ['NT$', 'NT$'],
  KRW: ['₩', '₩'],
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

function clampDigits(value: unknown, fallback: number): number {
  if (value === undefined) return fallback
  const digits = Number(value)
  if (!(digits >= 0 && digits <= 20)) throw new RangeError('digits are out of range')
  return Math.floor(digits)
}

/** Decimal digits of a number rounded half away from zero on its shortest form, as ICU does. */
function fixed(value: number, least: number, most: number): string {
  let text = Math.abs(value).toString()
  if (text.includes('e'))
    return Math.abs(value) >= 1e21 ? BigInt(Math.round(Math.abs(value))).toString() : Math.abs(value).toFixed(most)
  let [whole = '0', part = ''] = text.split('.')
  if (part.length > most) {
    const up = part.charCodeAt(most) >= 53
    part = part.slice(0, most)
    if (up) {
      const next = (BigInt(whole + part) + 1n).toString().padStart(part.length + 1, '0')
      whole = next.slice(0, next.length - part.length)
      part = part.length > 0 ? next.slice(next.length - part.length) : ''
    }
  }
  while (part.length > least && part.endsWith('0')) part = part.slice(0, -1)
  part = part.padEnd(least, '0')
  text = part ? `${whole}.${part}` : whole
  return text
}

class NumberFormat {
  private locale: Locale
  private options: Bag
  constructor(locales?: unknown, options?: Bag) {
    this.locale = pick(locales)
    this.options = { ...(options ?? {}) }
    this.format = this.format.bind(this)
  }
  format(given: unknown): string {
    const { style = 'decimal', currency, useGrouping = true } = this.options
    let value = typeof given === 'bigint' ? Number(given) : Number(given)
    if (Number.isNaN(value)) return 'NaN'
    if (style === 'percent') value *= 100
    const money = style === 'currency' ? (currency === 'JPY' || currency === 'KRW' ? 0 : 2) : 0
    const least = clampDigits(this.options.minimumFractionDigits, money)
    const usual = style === 'currency' ? money : style === 'percent' ? 0 : 3
    const most = Math.max(least, clampDigits(this.options.maximumFractionDigits, Math.max(usual, least)))
    const sign = value < 0 || Object.is(value, -0) ? '-' : ''
    let text = Number.isFinite(value) ? fixed(value, least, most) : '∞'
    const [digits = '', part] = text.split('.')
    const whole = digits.padStart(clampDigits(this.options.minimumIntegerDigits, 1), '0')
    text = (useGrouping === false ? whole : group(whole)) + (part ? `.${part}` : '')
    if (style === 'percent') text += '%'
    if (style === 'currency') {
      const symbol = SYMBOLS[String(currency).toUpperCase()]?.[this.locale === 'zh' ? 0 : 1] ?? `${String(currency)} `
      text = symbol + text
    }
    return sign + text
  }
  resolvedOptions(): Bag {
    return { locale: this.locale === 'zh' ? 'zh-CN' : 'en-US', numberingSystem: 'latn', ...this.options }
  }
}

const WEEK: Record<Locale, string[]> = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const pad = (value: number): string => String(value).padStart(2, '0')

class DateTimeFormat {
  private locale: Locale
  private options: Bag
  constructor(locales?: unknown, options?: Bag, parts: 'date' | 'time' | 'both' = 'date') {
    this.locale = pick(locales)
    const given: Bag = { ...(options ?? {}) }
    const dates = ['weekday', 'year', 'month', 'day', 'dateStyle']
    const times = ['hour', 'minute', 'second', 'timeStyle']
    const named = [...dates, ...times].some((name) => given[name] !== undefined)
    if (given.dateStyle)
      Object.assign(given, { year: 'numeric', month: given.dateStyle === 'short' ? 'numeric' : 'long', day: 'numeric' })
    if (given.dateStyle === 'full') given.weekday = 'long'
    if (given.timeStyle)
      Object.assign(
        given,
        { hour: 'numeric', minute: '2-digit' },
        given.timeStyle === 'short' ? {} : { second: '2-digit' },
      )
    if (!named && parts !== 'time') Object.assign(given, { year: 'numeric', month: 'numeric', day: 'numeric' })
    if (!named && parts !== 'date') Object.assign(given, { hour: 'numeric', minute: '2-digit', second: '2-digit' })
    if (given.timeZone !== undefined) {
      given.timeZone = String(given.timeZone)
      native.zoneOffset(given.timeZone, 0)
    }
    this.options = given
    this.format = this.format.bind(this)
  }
  format(given?: unknown): string {
    const date = given === undefined ? new Date() : new Date(given as any)
    if (Number.isNaN(date.getTime())) throw new RangeError('the date is not valid')
    const zone = this.options.timeZone
    // In another zone the clock shows what Greenwich shows a little later.
    const there = zone === undefined ? date : new Date(date.getTime() + native.zoneOffset(zone, date.getTime()) * 1000)
    const at = (name: string): number => (there as any)[zone === undefined ? `get${name}` : `getUTC${name}`]()
    const day = this.date(at)
    const time = this.time(at)
    return [day, time].filter(Boolean).join(this.locale === 'zh' ? ' ' : ', ')
  }
  private date(at: (name: string) => number): string {
    const { weekday, year, month, day } = this.options
    const shown = (value: number, style: unknown): string => (style === '2-digit' ? pad(value % 100) : String(value))
    const name = weekday ? WEEK[this.locale][at('Day')]! : ''
    const m = at('Month')
    if (this.locale === 'zh') {
      const short = weekday && weekday !== 'long' ? name.replace('星期', '周') : name
      const words = month === 'long' || month === 'short'
      const y = year ? shown(at('FullYear'), year) : ''
      const mm = month ? shown(m + 1, month) : ''
      const d = day ? shown(at('Date'), day) : ''
      const text = words ? `${y && `${y}年`}${mm}月${d && `${d}日`}` : [y, mm, d].filter(Boolean).join('/')
      return words || !short ? text + short : text + short
    }
    const short = weekday && weekday !== 'long' ? name.slice(0, 3) : name
    const d = day ? shown(at('Date'), day) : ''
    const y = year ? shown(at('FullYear'), year) : ''
    if (month === 'long' || month === 'short') {
      const word = month === 'long' ? MONTHS[m]! : MONTHS[m]!.slice(0, 3)
      return [short, [word, d].filter(Boolean).join(' '), y].filter(Boolean).join(', ')
    }
    const text = [month ? shown(m + 1, month) : '', d, y].filter(Boolean).join('/')
    return [short, text].filter(Boolean).join(', ')
  }
  private time(at: (name: string) => number): string {
    const { hour, minute, second } = this.options
    if (!hour && !minute && !second) return ''
    const half =
      this.options.hour12 ?? (this.options.hourCycle ? /^h1[12]$/.test(this.options.hourCycle) : this.locale === 'en')
    const h = at('Hours')
    const shown = half ? h % 12 || 12 : h
    const text = [
      hour ? (hour === '2-digit' || !half ? pad(shown) : String(shown)) : '',
      minute ? pad(at('Minutes')) : '',
      second ? pad(at('Seconds')) : '',
    ]
      .filter(Boolean)
      .join(':')
    if (!half || !hour) return text
    return this.locale === 'zh' ? `${h < 12 ? '上午' : '下午'}${text}` : `${text} ${h < 12 ? 'AM' : 'PM'}`
  }
  resolvedOptions(): Bag {
    return {
      locale: this.locale === 'zh' ? 'zh-CN' : 'en-US',
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: this.options.timeZone ?? native.zoneName(),
    }
  }
}

/** Letters without their case and accents first, then as they are; numbers by value if asked. */
class Collator {
  private options: Bag
  private locale: Locale
  constructor(locales?: unknown, options?: Bag) {
    this.locale = pick(locales)
    this.options = { ...(options ?? {}) }
    this.compare = this.compare.bind(this)
  }
  compare(one: unknown, other: unknown): number {
    const [a, b] = [String(one), String(other)]
    const base = (text: string): string =>
      text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()
    const [x, y] = [base(a), base(b)]
    const first = this.locale === 'zh'
    const plainly = (p: string, q: string): number => {
      if (p === q) return 0
      return CHINESE.test(p) || CHINESE.test(q) ? native.compareText(p, q, first) : p < q ? -1 : 1
    }
    const order = this.options.numeric ? byNumber(x, y, plainly) : plainly(x, y)
    if (order !== 0 || this.options.sensitivity === 'base') return order
    // Accents count next, then small letters come before capitals, as ICU has it.
    const [u, v] = [a.toLowerCase(), b.toLowerCase()]
    if (u !== v) return u < v ? -1 : 1
    return a === b ? 0 : a < b ? 1 : -1
  }
  resolvedOptions(): Bag {
    return { locale: 'zh-CN', usage: 'sort', sensitivity: 'variant', ...this.options }
  }
}

const CHINESE = /[\u3400-\u9fff]/

function byNumber(a: string, b: string, plainly: (p: string, q: string) => number): number {
  const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? []
  const [x, y] = [split(a), split(b)]
  for (let i = 0; i < Math.max(x.length, y.length); i += 1) {
    if (x[i] === undefined) return -1
    if (y[i] === undefined) return 1
    const both = /^\d/.test(x[i]!) && /^\d/.test(y[i]!)
    const order = both ? Number(x[i]) - Number(y[i]) : plainly(x[i]!, y[i]!)
    if (order !== 0) return order < 0 ? -1 : 1
  }
  return 0
}

export function installIntl(target: any): void {
  const callable = (made: any): any => {
    const wrapper = function (...args: unknown[]): unknown {
      return new made(...args)
    }
    wrapper.prototype = made.prototype
    wrapper.supportedLocalesOf = (locales: unknown) =>
      (Array.isArray(locales) ? locales : [locales]).filter((each) => /^(zh|en)/i.test(String(each)))
    return wrapper
  }
  const define = (owner: any, name: string, value: unknown): void => {
    Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false })
  }
  define(target, 'Intl', {
    NumberFormat: callable(NumberFormat),
    DateTimeFormat: callable(DateTimeFormat),
    Collator: callable(Collator),
    getCanonicalLocales: (locales: unknown) => (Array.isArray(locales) ? locales : [locales]),
  })
  define(Number.prototype, 'toLocaleString', function toLocaleString(this: number, locales?: unknown, options?: Bag) {
    return new NumberFormat(locales, options).format(Number(this))
  })
  define(BigInt.prototype, 'toLocaleString', function toLocaleString(this: bigint) {
    return group(String(this))
  })
  const dates = (name: string, parts: 'date' | 'time' | 'both'): void => {
    define(Date.prototype, name, function (this: Date, locales?: unknown, options?: Bag) {
      return Number.isNaN(this.getTime()) ? 'Invalid Date' : new DateTimeFormat(locales, options, parts).format(this)
    })
  }
  dates('toLocaleString', 'both')
  dates('toLocaleDateString', 'date')
  dates('toLocaleTimeString', 'time')
  define(
    String.prototype,
    'localeCompare',
    function localeCompare(this: string, other: unknown, locales?: unknown, options?: Bag) {
      return new Collator(locales, options).compare(String(this), String(other))
    },
  )
}
