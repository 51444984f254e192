// The global object as programs know it: what QuickJS has and WeChat lacks goes, what WeChat has comes.

import { native } from './native'
import { frames } from './engine/errors'
import { safely } from './faults'

const timers = new Map<number, () => void>()

export function startTimer(callback: unknown, ms: unknown, args: unknown[], repeat: boolean): number {
  if (typeof callback !== 'function') return 0
  const wait = Number(ms)
  const id = native.timer(Number.isFinite(wait) && wait > 0 ? wait : 0, repeat)
  timers.set(id, () => {
    if (!repeat) timers.delete(id)
    safely('Handler', () => callback(...args))
  })
  return id
}

export function stopTimer(id: unknown): void {
  if (typeof id !== 'number' || !timers.delete(id)) return
  native.clearTimer(id)
}

export function fireTimer(id: number): void {
  timers.get(id)?.()
}

/** Characters of one console line, and how deep it shows objects. */
const MAX_LINE = 20_000
const MAX_SHOWN = 4
/** Values that one line shows. */
const MAX_VALUES = 2_000
let left = 0

function show(value: unknown, depth: number, seen: unknown[]): string {
  if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value)
  if (typeof value === 'function') return `[Function ${value.name || 'anonymous'}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : String(value)
  if (seen.includes(value)) return '[Circular]'
  if ((left -= 1) < 0) return '...'
  if (value instanceof Error) return `${value.name}: ${value.message}\n${frames(value.stack)}`
  if (depth >= MAX_SHOWN) return Array.isArray(value) ? '[Array]' : '[Object]'
  const inner = [...seen, value]
  if (Array.isArray(value)) {
    const items = value.slice(0, 100).map((each) => show(each, depth + 1, inner))
    return `[${items.join(', ')}${value.length > 100 ? ', ...' : ''}]`
  }
  if (value instanceof Date || value instanceof RegExp) return String(value)
  const keys = Object.keys(value).slice(0, 100)
  return `{${keys.map((key) => `${key}: ${show((value as any)[key], depth + 1, inner)}`).join(', ')}}`
}

export function line(args: unknown[]): string {
  left = MAX_VALUES
  try {
    const text = args.map((each) => show(each, 0, [])).join(' ')
    return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}...` : text
  } catch {
    return '[a value that cannot be shown]'
  }
}

function makeConsole(): object {
  const at =
    (level: number) =>
    (...args: unknown[]) =>
      native.log(level, line(args))
  const started: Record<string, number> = Object.create(null)
  const counted: Record<string, number> = Object.create(null)
  const nothing = (): void => undefined
  return {
    debug: at(0),
    log: at(1),
    info: at(2),
    warn: at(3),
    error: at(4),
    dir: at(1),
    table: at(1),
    trace: at(0),
    group: at(1),
    groupCollapsed: at(1),
    groupEnd: nothing,
    clear: nothing,
    assert: (ok: unknown, ...args: unknown[]) => {
      if (!ok) native.log(4, `Assertion failed: ${line(args)}`)
    },
    count: (label = 'default') => native.log(1, `${label}: ${(counted[label] = (counted[label] ?? 0) + 1)}`),
    time: (label = 'default') => {
      started[label] = native.now()
    },
    timeEnd: (label = 'default') => native.log(1, `${label}: ${(native.now() - (started[label] ?? 0)).toFixed(1)}ms`),
    timeLog: (label = 'default') => native.log(1, `${label}: ${(native.now() - (started[label] ?? 0)).toFixed(1)}ms`),
  }
}

/** Code made from text is not code that a release signed: `Function` only knows the idiom for the global object. */
function closeEval(target: any): void {
  const shut = (prototype: any, name: string): void => {
    const replacement = function (...args: unknown[]): unknown {
      const body = String(args[args.length - 1] ?? '')
      if (/^\s*return\s+(this|globalThis)\s*;?\s*$/.test(body)) return () => target
      native.log(3, `new ${name}() is not allowed in programs: an empty function was made`)
      return () => undefined
    }
    Object.defineProperty(replacement, 'name', { value: name })
    Object.defineProperty(replacement, 'prototype', { value: prototype, writable: false })
    Object.defineProperty(prototype, 'constructor', { value: replacement, configurable: true, writable: true })
    if (name === 'Function') target.Function = replacement
  }
  shut(Function.prototype, 'Function')
  shut(
    Object.getPrototypeOf(async () => undefined),
    'AsyncFunction',
  )
  shut(
    Object.getPrototypeOf(function* () {}),
    'GeneratorFunction',
  )
  shut(
    Object.getPrototypeOf(async function* () {}),
    'AsyncGeneratorFunction',
  )
  delete target.eval
}

export function installGlobals(target: any): void {
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
  }
  define('console', makeConsole())
  define('setTimeout', (callback: unknown, ms?: unknown, ...args: unknown[]) => startTimer(callback, ms, args, false))
  define('setInterval', (callback: unknown, ms?: unknown, ...args: unknown[]) => startTimer(callback, ms, args, true))
  define('clearTimeout', stopTimer)
  define('clearInterval', stopTimer)
  define('requestAnimationFrame', (callback: unknown) =>
    startTimer(() => (callback as any)(native.now()), 16, [], false),
  )
  define('cancelAnimationFrame', stopTimer)
  define('global', target)
  for (const name of ['performance', 'SharedArrayBuffer', 'Atomics', 'queueMicrotask', 'navigator']) delete target[name]
  closeEval(target)
}
