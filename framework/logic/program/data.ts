// What may be given to setData, and how much of it.
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html#Page-prototype-setData

import { native } from '../native'

/** Deeper data is taken for cyclic: the walk must end, and the tree engine recurses. */
const MAX_DEPTH = 400
/** Values in one call: far above the 1 MB that WeChat recommends against. */
const MAX_VALUES = 500_000
/** Bytes of strings in one call. */
const MAX_TEXT = 16 << 20

class Budget {
  values = 0
  text = 0
}

function walk(value: unknown, depth: number, budget: Budget): void {
  if (typeof value === 'string') {
    budget.text += value.length
    if (budget.text > MAX_TEXT) throw new Error('data is too large')
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_DEPTH) throw new Error('data is cyclic, or nested too deeply')
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date) return
  if (Array.isArray(value)) {
    budget.values += value.length
    if (budget.values > MAX_VALUES) throw new Error('data has too many values')
    for (let i = 0; i < value.length; i += 1) walk(value[i], depth + 1, budget)
    return
  }
  const keys = Object.keys(value)
  budget.values += keys.length
  if (budget.values > MAX_VALUES) throw new Error('data has too many values')
  for (let i = 0; i < keys.length; i += 1) walk((value as any)[keys[i]!], depth + 1, budget)
}

/** Throws if the data cannot be shown: cyclic, too deep, too large. */
export function checkData(data: unknown): void {
  walk(data, 0, new Budget())
}

/** The data of setData: keys that are undefined are left out with a warning, keys that pollute are refused. */
export function cleanData(data: unknown, where: string): Record<string, unknown> | null {
  if (data === undefined || data === null) return null
  if (typeof data !== 'object') {
    native.log(3, `setData of ${where} takes an object, not ${typeof data}`)
    return null
  }
  checkData(data)
  const clean: Record<string, unknown> = {}
  for (const key of Object.keys(data)) {
    const value = (data as any)[key]
    if (value === undefined) {
      native.log(3, `setData of ${where}: "${key}" is undefined and was left out`)
      continue
    }
    if (/(^|[.[\]])(__proto__|prototype|constructor)($|[.[\]])/.test(key)) {
      native.log(3, `setData of ${where}: "${key}" was refused`)
      continue
    }
    clean[key] = value
  }
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
