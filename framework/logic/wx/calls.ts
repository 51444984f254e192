// Capabilities in WeChat's two styles: callbacks (success, fail, complete) or a Promise when none is given; and the
// calls that stay open in the host (requests, sockets).

import { native } from '../native'
import { safely } from '../faults'
import { inner, rows } from './table'

export type Options = Record<string, any>
type Settle = (ok: boolean, result: Record<string, unknown>) => void

/** A member of an object that a program may have mistyped, or made throw. */
export function member(given: unknown, name: string): unknown {
  try {
    return given === null || typeof given !== 'object' ? undefined : (given as any)[name]
  } catch {
    return undefined
  }
}

/** Ends a call in the caller's style. Returns the Promise if there is one. */
export function styled(name: string, given: unknown, run: (options: Options, settle: Settle) => unknown): unknown {
  const options: Options = given !== null && typeof given === 'object' ? (given as Options) : {}
  let callbacks = false
  // A proxy that was revoked, a getter that throws: the call fails, it does not throw.
  let unreadable: unknown
  try {
    callbacks =
      typeof options.success === 'function' ||
      typeof options.fail === 'function' ||
      typeof options.complete === 'function'
  } catch (error) {
    unreadable = error ?? new Error('unreadable')
  }
  let settled = false
  let resolve: (value: unknown) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = callbacks ? undefined : new Promise((yes, no) => ((resolve = yes), (reject = no)))
  const settle: Settle = (ok, result) => {
    if (settled) return
    settled = true
    if (result.errMsg === undefined) result.errMsg = ok ? `${name}:ok` : `${name}:fail`
    if (callbacks) {
      const first = ok ? options.success : options.fail
      if (typeof first === 'function') safely('Handler', () => first.call(options, result))
      if (typeof options.complete === 'function') safely('Handler', () => options.complete.call(options, result))
    } else if (ok) {
      resolve(result)
    } else {
      reject(result)
    }
  }
  let value: unknown
  try {
    if (unreadable) throw unreadable
    value = run(options, settle)
  } catch (error) {
    later(() => settle(false, { errMsg: `${name}:fail ${(error as Error).message}` }))
  }
  // A call whose Promise nobody looks at (`wx.vibrateShort()`) may fail quietly; an `await` of it still throws.
  if (promise) Reflect.apply(caught, promise, [() => undefined])
  if (value !== null && typeof value === 'object') {
    // A task is returned whatever the style; in the Promise style it is a Promise too.
    const task = value as any
    if (promise) for (const name of ['then', 'catch', 'finally'] as const) task[name] = promise[name].bind(promise)
    return task
  }
  return promise
}

const { then, catch: caught } = Promise.prototype

/** Results come after the call that asked for them; the few that do not are a table of docs/formats/capabilities.md. */
export function later(work: () => void): void {
  Reflect.apply(then, Promise.resolve(), [work])
}

interface Open {
  name: string
  settle: Settle
  on: (event: string, payload: any, last: boolean) => void
}

const open = new Map<number, Open>()

/**
 * Options without functions, as JSON. An ArrayBuffer becomes `{"$bytes": n}`, the n-th of `buffers`; without that list (what is
 * stored, what is asked synchronously) `{"$bytes": "<base64>"}`.
 */
export function encode(value: unknown, buffers?: ArrayBuffer[]): string {
  const bytes = (buffer: ArrayBuffer) => ({
    $bytes: buffers ? buffers.push(buffer) - 1 : native.toBase64(buffer),
  })
  const seen: unknown[] = []
  const plain = (each: unknown, asked = false): unknown => {
    if (typeof each === 'function' || typeof each === 'symbol') return undefined
    if (typeof each === 'bigint') return String(each)
    if (typeof each !== 'object' || each === null) return each
    if (each instanceof ArrayBuffer) return bytes(each)
    if (ArrayBuffer.isView(each)) {
      return bytes(each.buffer.slice(each.byteOffset, each.byteOffset + each.byteLength) as ArrayBuffer)
    }
    if (each instanceof Date) return each
    // As JSON.stringify does, and of what it returns not again: dates of libraries, observables.
    if (!asked && typeof (each as any).toJSON === 'function') return plain((each as any).toJSON(''), true)
    if (seen.includes(each)) throw new Error('arguments are cyclic')
    if (seen.length > 200) throw new Error('arguments are nested too deeply')
    seen.push(each)
    let copy: unknown
    if (Array.isArray(each)) copy = each.map((item) => plain(item) ?? null)
    else {
      copy = {}
      for (const key of Object.keys(each)) {
        const item = plain((each as any)[key])
        if (item !== undefined) (copy as any)[key] = item
      }
    }
    seen.pop()
    return copy
  }
  return JSON.stringify(plain(value) ?? {})
}

/**
 * JSON of the host. `{"$bytes"}` becomes an ArrayBuffer: one that came beside it, or one that is written in it; `{"$text"}` the
 * text of one beside it, `{"$json"}` what that text says, or itself if it is no JSON.
 */
export function decode(json: string, buffers: ArrayBuffer[] = []): any {
  if (!json) return undefined
  if (!json.includes('"$')) return JSON.parse(json)
  return JSON.parse(json, (_key, value) => {
    if (value === null || typeof value !== 'object') return value
    const { $bytes, $text, $json } = value
    if (typeof $bytes === 'string') return native.fromBase64($bytes)
    if (typeof $bytes === 'number') return buffers[$bytes] ?? value
    const beside = buffers[$text ?? $json]
    if (!beside) return value
    const text = native.text(beside)
    return $text === undefined ? said(text) : text
  })
}

function said(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Asks the host. Returns the number of the call. */
export function ask(name: string, options: unknown, settle: Settle, on: Open['on'] = () => undefined): number {
  const buffers: ArrayBuffer[] = []
  const call = native.call(name, encode(options, buffers), buffers)
  open.set(call, { name, settle, on })
  return call
}

/** Calls a method of a call that is open. */
export function callMethod(call: number, method: string, options: unknown): void {
  const buffers: ArrayBuffer[] = []
  native.callMethod(call, method, encode(options, buffers), buffers)
}

export function onReply(
  call: number,
  ok: boolean,
  json: string,
  errno: number | undefined,
  buffers: ArrayBuffer[],
): void {
  const asked = open.get(call)
  if (!asked) return
  const row = rows.get(asked.name) ?? inner.get(asked.name)
  if (row?.lasting !== 'end' || !ok) open.delete(call)
  if (ok) {
    const result = decode(json, buffers)
    asked.settle(
      true,
      result !== null && typeof result === 'object' && !Array.isArray(result) ? result : { data: result },
    )
    return
  }
  const failure: Record<string, unknown> = { errMsg: `${asked.name}:fail${json ? ` ${json}` : ''}` }
  if (errno !== undefined) {
    failure.errno = errno
    failure.errCode = errno
  }
  asked.settle(false, failure)
}

export function onCallEvent(call: number, event: string, json: string, last: boolean, buffers: ArrayBuffer[]): void {
  const asked = open.get(call)
  if (!asked) return
  if (last) open.delete(call)
  asked.on(event, decode(json, buffers), last)
}
