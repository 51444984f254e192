// What may be given to setData, how much of it, and the copy of it that `this.data` holds.
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html#Page-prototype-setData
//
// WeChat's data are JSON-like and each side's own: an object that was handed over is not the one in `this.data`, all the
// way down, and one that was handed over for two places is two. Arrays and plain objects are copied, and Dates. Other
// objects with a class (stores, contexts, Map, typed arrays) and functions stay the same objects: a copy without its class
// would be another value. They are looked into all the same, because the templates' copy, which glass-easel makes, is made
// of their members. What must not even be looked into says so by `exemptFromCopy`.
//
// One pass checks and copies, before anything is changed: what throws (a getter, a revoked proxy, a bound) leaves all as
// it was.

import { native } from '../native'

/** Deeper data is taken for cyclic: the walk must end, and the tree engine recurses. */
const MAX_DEPTH = 400
/** Values in one call: far above the 1 MB that WeChat recommends against. */
const MAX_VALUES = 500_000
/** Characters of strings in one call. */
const MAX_TEXT = 16 << 20

class Budget {
  values = 0
  text = 0

  /** Before the members of an array or object are looked at. */
  take(values: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new Error('data is cyclic, or nested too deeply')
    this.values += values
    if (this.values > MAX_VALUES) throw new Error('data has too many values')
  }

  /** At the end: strings are not copied, so that they may be counted late. */
  check(): void {
    if (this.text > MAX_TEXT) throw new Error('data is too large')
  }
}

const whole: ((value: object) => boolean)[] = []

/**
 * The one hook for values that data hold as they are: an object with a class for which a test answers true is neither
 * copied nor looked into. (What the templates' copy does with it is then the caller's business.)
 */
export function exemptFromCopy(test: (value: object) => boolean): void {
  whole.push(test)
}

function copyOf(value: object, depth: number, budget: Budget): unknown {
  const proto = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) {
    return Array.isArray(value) ? copyOfArray(value, depth, budget) : ofClass(value, depth, budget)
  }
  if (proto === null && Array.isArray(value)) return copyOfArray(value, depth, budget)
  const keys = Object.keys(value)
  budget.take(keys.length, depth)
  const copy: Record<string, unknown> = {}
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i]!
    const own = part((value as any)[key], depth, budget)
    if (key === '__proto__') Object.defineProperty(copy, key, { value: own, ...OPEN })
    else copy[key] = own
  }
  return copy
}

function copyOfArray(value: unknown[], depth: number, budget: Budget): unknown[] {
  const length = value.length
  budget.take(length, depth)
  const copy: unknown[] = []
  for (let i = 0; i < length; i += 1) copy[i] = part(value[i], depth, budget)
  return copy
}

function part(each: unknown, depth: number, budget: Budget): unknown {
  if (typeof each === 'object' && each !== null) return copyOf(each, depth + 1, budget)
  if (typeof each === 'string') budget.text += each.length
  return each
}

const OPEN = { writable: true, enumerable: true, configurable: true }

function ofClass(value: object, depth: number, budget: Budget): unknown {
  for (let i = 0; i < whole.length; i += 1) if (whole[i]!(value)) return value
  if (value instanceof Date) {
    try {
      return new Date(Date.prototype.getTime.call(value))
    } catch {
      return value // made by Object.create: no date
    }
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value
  const keys = Object.keys(value)
  budget.take(keys.length, depth)
  for (let i = 0; i < keys.length; i += 1) part((value as any)[keys[i]!], depth, budget)
  return value
}

/** A copy for data. Throws if it cannot be shown: cyclic, too deep, too large. */
export function copyData(data: unknown): unknown {
  const budget = new Budget()
  const copy = part(data, 0, budget)
  budget.check()
  return copy
}

/** Whether a part of a path leads out of the data. */
export function pollutes(part: unknown): boolean {
  return part === '__proto__' || part === 'prototype' || part === 'constructor'
}

/** As `pollutes`, of a path as text. Few keys have such a part at all, and looking for it is cheaper than the expression. */
function leadsOut(key: string): boolean {
  if (!key.includes('proto') && !key.includes('constructor')) return false
  return /(^|[.[\]])(__proto__|prototype|constructor)($|[.[\]])/.test(key)
}

/**
 * The data of setData, copied: keys that are undefined are left out with a warning, keys that pollute are refused.
 *
 * An object that is given back as it was read of `now`, what `this.data` holds, changes no property: it is shown anew, and the
 * property's observer, which may be what gave it back, is not told. For that its copy takes its place before it is compared.
 */
export function cleanData(data: unknown, where: string, now: Record<string, unknown>): Record<string, unknown> | null {
  if (data === undefined || data === null) return null
  if (typeof data !== 'object') {
    native.log(3, `setData of ${where} takes an object, not ${typeof data}`)
    return null
  }
  const budget = new Budget()
  const keys = Object.keys(data)
  budget.take(keys.length, 0)
  const clean: Record<string, unknown> = {}
  const same: string[] = []
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i]!
    const value = (data as any)[key]
    if (value === undefined) {
      native.log(3, `setData of ${where}: "${key}" is undefined and was left out`)
      continue
    }
    if (leadsOut(key)) {
      native.log(3, `setData of ${where}: "${key}" was refused`)
      continue
    }
    clean[key] = part(value, 0, budget)
    if (typeof value === 'object' && value !== null && now[key] === value) same.push(key)
  }
  budget.check()
  for (const key of same) now[key] = clean[key]
  return clean
}

/** A copy of plain objects and arrays, cycles kept; instances of classes and functions stay the same objects. */
export function copyPlain(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = seen.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    seen.set(value, copy)
    for (const each of value) copy.push(copyPlain(each, seen))
    return copy
  }
  const proto = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) return value
  const copy: Record<string, unknown> = {}
  seen.set(value, copy)
  for (const key of Object.keys(value)) copy[key] = copyPlain((value as any)[key], seen)
  return copy
}
