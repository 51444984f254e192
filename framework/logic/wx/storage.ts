// What is kept comes back as it was, where WeChat's does: "only native types, Date, and what JSON.stringify can serialize".
// https://developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorage.html
// The host keeps JSON. What JSON has no form for is written as {"$kept": [form, ...]}, at the top of a value only: inside of
// objects WeChat's JSON loses it too.

import { native } from '../native'
import { ask, decode, encode, styled, type Options } from './calls'

const { toString } = Object.prototype
const { getTime } = Date.prototype
const MARK = '$kept'

/** The value to be written down for a program's value. Bytes are kept as bytes; what WeChat does not keep is an empty text. */
export function toStored(value: unknown): unknown {
  switch (typeof value) {
    case 'undefined':
      return { [MARK]: ['undefined'] }
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { [MARK]: ['number', String(value)] }
    case 'bigint':
    case 'symbol':
    case 'function':
      return ''
    case 'object':
      return value === null ? null : objectToStored(value)
    default:
      return value
  }
}

function objectToStored(value: object): unknown {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value
  switch (Reflect.apply(toString, value, []) as string) {
    case '[object Date]': {
      const at = Reflect.apply(getTime, value, []) as number
      return { [MARK]: ['date', Number.isNaN(at) ? null : at] }
    }
    case '[object Array]':
      return value
    case '[object Object]':
      return MARK in value ? { [MARK]: ['object', value] } : value
    case '[object String]':
    case '[object Number]':
    case '[object Boolean]':
      return toStored((value as { valueOf(): unknown }).valueOf())
    default:
      return ''
  }
}

/** The program's value for what was written down. */
export function fromStored(value: unknown): unknown {
  const kept = value !== null && typeof value === 'object' ? (value as any)[MARK] : undefined
  if (!Array.isArray(kept)) return value
  switch (kept[0]) {
    case 'undefined':
      return undefined
    case 'number':
      return kept[1] === '-0' ? 0 : Number(kept[1])
    case 'date':
      return new Date(kept[1] ?? NaN)
    default:
      return kept[1]
  }
}

function sync(name: string, ...args: unknown[]): unknown {
  return decode(native.sync(name, `[${args.map((each) => encodeArgument(each)).join(',')}]`))
}

function encodeArgument(value: unknown): string {
  if (typeof value === 'object' && value !== null) return encode(value)
  return JSON.stringify(value) ?? 'null'
}

type Change = (options: Options) => Options

/** A call whose arguments and result are changed on their way. What throws while it is read is the call's failure. */
function call(name: string, before: Change, after: (result: Options) => void = () => undefined) {
  return (given?: unknown): unknown =>
    styled(name, given, (options, settle) => {
      const changed = before(options)
      const wrong = 'key' in changed && typeof changed.key !== 'string' ? keyError(changed.key) : null
      if (wrong) {
        settle(false, { errMsg: `${name}:fail ${wrong}` })
        return undefined
      }
      ask(name, changed, (ok, result) => {
        if (ok) after(result)
        settle(ok, result)
      })
      return undefined
    })
}

function keyError(key: unknown): string {
  const type = key === null ? 'Null' : (Reflect.apply(toString, key, []) as string).slice(8, -1)
  return `parameter error: parameter.key should be String instead of ${type};`
}

const pairs = (list: unknown): unknown =>
  Array.isArray(list) ? list.map((pair) => ({ key: pair?.key, value: toStored(pair?.value) })) : list

const given = (list: unknown): unknown => (Array.isArray(list) ? list.map(fromStored) : list)

export const storage: Record<string, unknown> = {
  setStorageSync: (key: unknown, data: unknown) => sync('setStorageSync', key, toStored(data)),
  getStorageSync: (key: unknown) => fromStored(sync('getStorageSync', key)),
  batchSetStorageSync: (list: unknown) => sync('batchSetStorageSync', pairs(list)),
  batchGetStorageSync: (list: unknown) => given(sync('batchGetStorageSync', list)),
  setStorage: call('setStorage', ({ key, data }) => ({ key, data: toStored(data) })),
  getStorage: call(
    'getStorage',
    ({ key }) => ({ key }),
    (result) => (result.data = fromStored(result.data)),
  ),
  batchSetStorage: call('batchSetStorage', ({ kvList }) => ({ kvList: pairs(kvList) })),
  batchGetStorage: call(
    'batchGetStorage',
    ({ keyList }) => ({ keyList }),
    (result) => (result.dataList = given(result.dataList)),
  ),
}
