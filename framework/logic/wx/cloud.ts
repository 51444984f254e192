// wx.cloud without a cloud behind it. Programs call `wx.cloud.init` while their scripts load, and make a database and
// collections in the scope of a module: those succeed, and what would ask the cloud fails by name, by callback or by
// rejection as each does in WeChat.
// https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/Cloud.html

import { native } from '../native'
import { safely } from '../faults'
import { later, member, styled } from './calls'

const WHY = 'not supported: there is no cloud behind this host'

function failing(name: string): (given?: unknown) => unknown {
  return (given) => {
    const fail = (): object => ({ errCode: -1, errMsg: `${name}:fail ${WHY}` })
    return styled(name, given, (_options, settle) => later(() => settle(false, fail() as Record<string, unknown>)))
  }
}

/** What `collection`, `where`, `doc` and the like give: their conditions go nowhere, so that each gives one anew. */
function reference(kind: 'collection' | 'query' | 'document' | 'aggregate'): object {
  const made: Record<string, unknown> = {}
  const chain: Record<string, string[]> = {
    collection: ['where', 'orderBy', 'limit', 'skip', 'field'],
    query: ['where', 'orderBy', 'limit', 'skip', 'field'],
    document: ['field'],
    aggregate: [
      'addFields',
      'bucket',
      'bucketAuto',
      'count',
      'geoNear',
      'group',
      'limit',
      'lookup',
      'match',
      'project',
      'replaceRoot',
      'sample',
      'skip',
      'sort',
      'sortByCount',
      'unwind',
    ],
  }
  const ends: Record<string, string[]> = {
    collection: ['get', 'add', 'count', 'update', 'remove'],
    query: ['get', 'count', 'update', 'remove'],
    document: ['get', 'set', 'update', 'remove'],
    aggregate: ['end'],
  }
  for (const name of chain[kind]!) made[name] = () => reference(kind === 'collection' ? 'query' : kind)
  for (const name of ends[kind]!) made[name] = failing(`${kind === 'query' ? 'collection' : kind}.${name}`)
  if (kind === 'collection') {
    made.doc = () => reference('document')
    made.aggregate = () => reference('aggregate')
  }
  if (kind !== 'aggregate') made.watch = watch
  return made
}

function watch(given?: unknown): object {
  const onError = member(given, 'onError')
  let open = true
  later(() => {
    if (open && typeof onError === 'function')
      safely('Handler', () => onError({ errCode: -1, errMsg: `watch:fail ${WHY}` }))
  })
  return {
    close: () => {
      open = false
      return Promise.resolve()
    },
  }
}

/** `db.command`: operators of conditions, each of which can be followed by another (`_.gt(1).and(_.lt(5))`). */
function command(): unknown {
  const made: any = () => command()
  return new Proxy(made, {
    get(own, name) {
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return own[name]
      return name === 'aggregate' ? command() : () => command()
    },
  })
}

class Geo {
  constructor(...points: unknown[]) {
    Object.defineProperty(this, 'points', { value: points })
  }
}

function database(): object {
  return {
    config: {},
    command: command(),
    Geo: { Point: Geo, LineString: Geo, Polygon: Geo, MultiPoint: Geo, MultiLineString: Geo, MultiPolygon: Geo },
    collection: () => reference('collection'),
    createCollection: failing('database.createCollection'),
    RegExp: (given: unknown) => ({ regexp: member(given, 'regexp'), options: member(given, 'options') }),
    serverDate: (given: unknown) => ({ offset: member(given, 'offset') ?? 0 }),
    startTransaction: () => failing('database.startTransaction')(),
    runTransaction: () => failing('database.runTransaction')(),
  }
}

const CALLS = ['callContainer', 'callFunction', 'connectContainer', 'deleteFile', 'getTempFileURL']

/** With callbacks these give a task, as `wx.downloadFile` does; without any they are promises like the others. */
const TRANSFERS = ['downloadFile', 'uploadFile']

/** A transfer that fails before it begins: there is nothing to hear of it, nor to end. */
function transfer(name: string): (given?: unknown) => unknown {
  const fail = failing(name)
  const nothing = (): void => undefined
  const task = {
    abort: nothing,
    onProgressUpdate: nothing,
    offProgressUpdate: nothing,
    onHeadersReceived: nothing,
    offHeadersReceived: nothing,
  }
  return (given) => fail(given) ?? { ...task }
}

let said = false

function init(): void {
  if (!said) native.log(3, 'wx.cloud: there is no cloud behind this host, its calls fail')
  said = true
}

/** What stands for open data in the arguments of a cloud function; programs make it with and without `new`. */
class CloudID {
  constructor(readonly cloudID: unknown) {}
}

function make(): Record<string, unknown> {
  const cloud: Record<string, unknown> = { init, database }
  for (const name of CALLS) cloud[name] = failing(`cloud.${name}`)
  for (const name of TRANSFERS) cloud[name] = transfer(`cloud.${name}`)
  cloud.CloudID = function (given: unknown): object {
    return new CloudID(given)
  }
  return cloud
}

/** The value of `wx.cloud`. */
export function cloud(): object {
  const made = make()
  /** A cloud of another program's: its `init` is asynchronous, and is awaited before anything else. */
  made.Cloud = class Cloud {
    constructor() {
      Object.assign(this, make(), { init: () => Promise.resolve(init()) })
    }
  }
  return made
}
