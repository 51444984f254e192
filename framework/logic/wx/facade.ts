// The `wx` object, from the table of capabilities: what a row says is what a program finds. Functions written in
// logic replace their row's stand-in; a row that is absent stays undefined whatever is written here.

import { native } from '../native'
import { ask, decode, encode, later, styled, type Options } from './calls'
import { connectSocket, oldSocket, task } from './tasks'
import { eventFunction } from './events'
import { createInnerAudioContext } from './inner-audio'
import { logicFunctions } from './logic-functions'
import { absentObject } from './absent-objects'
import { componentHas } from './known-components'
import { rows, statusOf, type Row } from './table'

export function makeWx(): Record<string, unknown> {
  const wx: Record<string, unknown> = {}
  const own = logicFunctions(wx, canIUse)
  for (const row of rows.values()) {
    const made = make(row, own)
    if (made !== undefined) wx[row.name] = made
  }
  // Functions of logic that the table does not name (yet) are there.
  for (const name of Object.keys(own)) if (!rows.has(name)) wx[name] = own[name]
  return wx
}

/** What gives an object that lasts until an event says that it is over. */
const objects: Record<string, (row: Row, given: unknown) => unknown> = { connectSocket, createInnerAudioContext }

function make(row: Row, own: Record<string, unknown>): unknown {
  const { name, kind } = row
  const status = statusOf(row)
  if (status === 'absent') return undefined
  if (status === 'fail' && kind === 'value') return own[name]
  if (status === 'fail') return kind === 'context' ? (given?: unknown) => absentObject(name, given) : failing(row)
  if (own[name] !== undefined) return own[name]
  if (oldSocket[name]) return oldSocket[name]
  const lasting = row.lasting === 'end' ? objects[name] : undefined
  if (lasting) return (given?: unknown) => lasting(row, given)
  if (row.lasting === 'answer') return task(row)
  if (kind === 'event') return eventFunction(name)
  if (kind === 'sync') return (...args: unknown[]) => decode(native.sync(name, encodeArgs(args)))
  if (kind === 'async') return asynchronous(row)
  return undefined
}

export function encodeArgs(args: unknown[]): string {
  return `[${args.map((each) => (each === undefined ? 'null' : encodeOne(each))).join(',')}]`
}

function encodeOne(value: unknown): string {
  if (typeof value === 'object' && value !== null) return encode(value)
  return JSON.stringify(value) ?? 'null'
}

function failing(row: Row): unknown {
  const message = `${row.name}:fail not supported`
  if (row.kind === 'event') return () => undefined
  if (row.kind === 'sync') {
    return () => {
      throw Object.assign(new Error(message), { errMsg: message })
    }
  }
  return (given?: unknown) =>
    styled(row.name, given, (_options, settle) => later(() => settle(false, { errMsg: message })))
}

function asynchronous(row: Row): (given?: unknown) => unknown {
  return (given) =>
    styled(row.name, given, (options, settle) => {
      const wrong = mistyped(row, options)
      if (wrong) settle(false, { errMsg: `${row.name}:fail ${wrong}` })
      else ask(row.name, options, settle)
      return undefined
    })
}

const NAMES: Record<string, string> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  object: 'Object',
  array: 'Array',
  undefined: 'Undefined',
  function: 'Function',
}

/** WeChat's message for an argument of the wrong type; only required ones are looked at. */
function mistyped(row: Row, options: Options): string | null {
  for (const name of Object.keys(row.args ?? {})) {
    const wanted = row.args![name]!
    if (!wanted.endsWith('!')) continue
    const type = wanted.slice(0, -1)
    const value = options[name]
    const is = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    if (type === is || (type === 'any' && value !== undefined)) continue
    if (type === 'object' && is === 'array') continue
    return `parameter error: parameter.${name} should be ${NAMES[type] ?? type} instead of ${NAMES[is] ?? is};`
  }
  return null
}

/**
 * A function (`request`, `request.object.method`, `getSystemInfo.success.theme`) or a component (`button`,
 * `button.open-type.share`, `swiper.bindchange`). Of results and callbacks the table lists no members: a function that
 * is there has them. https://developers.weixin.qq.com/miniprogram/dev/api/base/wx.canIUse.html
 */
function canIUse(schema: unknown): boolean {
  if (typeof schema !== 'string' || !schema) return false
  const [name, part, member] = schema.split('.')
  const row = rows.get(name!)
  if (!row) return componentHas(name!, part, member)
  const status = statusOf(row)
  if (status === 'absent' || status === 'fail') return false
  if (part === undefined || PARTS.has(part)) return true
  const args = row.args ?? {}
  const listed = Object.keys(args)
  return part === 'object' && (member === undefined || !listed.length || listed.includes(member))
}

const PARTS = new Set(['return', 'success', 'callback'])
