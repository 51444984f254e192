// The few words of jest that glass-easel's tests speak. `__run()` runs all; `__result` is what came of it.

const suites = []
const makeSuite = (name, parent) => ({
  name,
  parent,
  left: 0,
  begun: false,
  before: [],
  after: [],
  first: [],
  last: [],
})
let current = makeSuite('', null)
const root = current

globalThis.describe = (name, body) => {
  const suite = makeSuite(name, current)
  const outer = current
  current = suite
  body()
  current = outer
}
globalThis.it = globalThis.test = (name, body) => {
  for (let at = current; at; at = at.parent) at.left += 1
  suites.push({ name, body, suite: current })
}
globalThis.it.skip = globalThis.test.skip = () => {}
globalThis.beforeEach = (body) => current.before.push(body)
globalThis.afterEach = (body) => current.after.push(body)
globalThis.beforeAll = (body) => current.first.push(body)
globalThis.afterAll = (body) => current.last.push(body)

const show = (value) => {
  try {
    return (
      JSON.stringify(value, (_k, v) =>
        typeof v === 'function' ? `[${v.name}]` : typeof v === 'undefined' ? '[undefined]' : v,
      ) ?? String(value)
    ).slice(0, 300)
  } catch {
    return String(value).slice(0, 300)
  }
}
const isObject = (value) => typeof value === 'object' && value !== null

function equal(a, b, strict, seen = []) {
  if (b && b.asymmetric) return b.asymmetric(a)
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b)) return false
  if (seen.some(([x, y]) => x === a && y === b)) return true
  const inner = [...seen, [a, b]]
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (strict && a.constructor !== b.constructor && Object.getPrototypeOf(a) && Object.getPrototypeOf(b)) return false
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b)
  if (a instanceof Error && b instanceof Error) return a.message === b.message
  if (a instanceof Map || a instanceof Set) return b instanceof a.constructor && equal([...a], [...b], strict, inner)
  const keys = (o) =>
    Reflect.ownKeys(o).filter((k) => Object.prototype.propertyIsEnumerable.call(o, k) && (strict || o[k] !== undefined))
  const [x, y] = [keys(a), keys(b)]
  if (strict && Array.isArray(a) && a.length !== b.length) return false
  return (
    x.length === y.length &&
    x.every((k) => Object.prototype.hasOwnProperty.call(b, k) && equal(a[k], b[k], strict, inner))
  )
}

const calls = (fn) => fn.mock.calls
const MATCHERS = {
  toBe: (a, b) => Object.is(a, b),
  toEqual: (a, b) => equal(a, b, false),
  toStrictEqual: (a, b) => equal(a, b, true),
  toMatchObject: (a, b) => Object.keys(b).every((k) => equal(a[k], b[k], false)),
  toBeUndefined: (a) => a === undefined,
  toBeDefined: (a) => a !== undefined,
  toBeNull: (a) => a === null,
  toBeTruthy: (a) => !!a,
  toBeFalsy: (a) => !a,
  toBeInstanceOf: (a, b) => a instanceof b,
  toContain: (a, b) => (typeof a === 'string' ? a.includes(b) : [...a].includes(b)),
  toHaveLength: (a, b) => a.length === b,
  toMatch: (a, b) => (typeof b === 'string' ? a.includes(b) : b.test(a)),
  toBeGreaterThan: (a, b) => a > b,
  toBeLessThan: (a, b) => a < b,
  toBeCalled: (a) => calls(a).length > 0,
  toHaveBeenCalled: (a) => calls(a).length > 0,
  toBeCalledTimes: (a, n) => calls(a).length === n,
  toHaveBeenCalledTimes: (a, n) => calls(a).length === n,
  toHaveBeenCalledWith: (a, ...args) => calls(a).some((each) => equal(each, args, false)),
  toHaveBeenNthCalledWith: (a, n, ...args) => equal(calls(a)[n - 1], args, false),
  toHaveBeenLastCalledWith: (a, ...args) => equal(calls(a)[calls(a).length - 1], args, false),
  toThrow: (a, wanted) => {
    try {
      a()
    } catch (e) {
      if (wanted === undefined) return true
      if (typeof wanted === 'string') return String(e.message).includes(wanted)
      if (wanted instanceof RegExp) return wanted.test(e.message)
      return typeof wanted === 'function' ? e instanceof wanted : e.message === wanted.message
    }
    return false
  },
}
MATCHERS.toThrowError = MATCHERS.toThrow

globalThis.expect = (value) => {
  const made = { not: {} }
  for (const name of Object.keys(MATCHERS)) {
    const check =
      (not) =>
      (...args) => {
        if (MATCHERS[name](value, ...args) === not)
          throw new Error(`${not ? 'not ' : ''}${name}: ${show(value)}; wanted ${show(args)}`)
      }
    made[name] = check(false)
    made.not[name] = check(true)
  }
  return made
}
expect.any = (type) => ({ asymmetric: (v) => v instanceof type || typeof v === type.name.toLowerCase() })

globalThis.jest = {
  fn(body) {
    let implementation = body
    const mock = function (...args) {
      mock.mock.calls.push(args)
      const value = implementation?.apply(this, args)
      mock.mock.results.push({ type: 'return', value })
      return value
    }
    mock.mock = { calls: [], results: [] }
    mock.mockImplementation = (given) => ((implementation = given), mock)
    mock.mockReturnValue = (given) => ((implementation = () => given), mock)
    mock.mockClear = mock.mockReset = () => ((mock.mock.calls = []), mock)
    return mock
  },
}

const path = (suite) => (suite.parent ? [...path(suite.parent), suite.name] : [])
const up = (suite) => (suite ? [suite, ...up(suite.parent)] : [])
const chain = (suite, kind) => (suite.parent ? [...chain(suite.parent, kind), ...suite[kind]] : suite[kind])

globalThis.__file = (name, load) => {
  const outer = current
  current = makeSuite(name, root)
  load()
  current = outer
}

/** A test of jest may take `done`, return a promise, or neither. */
function ended(body) {
  return new Promise((resolve, reject) => {
    const done = (error) => (error ? reject(error) : resolve())
    const result = body.length > 0 ? body(done) : body()
    if (result && typeof result.then === 'function') result.then(resolve, reject)
    else if (body.length === 0) resolve()
    else globalThis.setTimeout(() => reject(new Error('done was never called')), 3000)
  })
}

globalThis.__run = async () => {
  const results = []
  for (const { name, body, suite } of suites) {
    const full = [...path(suite), name].join(' > ')
    try {
      for (const at of up(suite).reverse()) {
        if (at.begun) continue
        at.begun = true
        for (const each of at.first) await each()
      }
      for (const each of chain(suite, 'before')) await each()
      await ended(body)
      results.push([full, ''])
    } catch (error) {
      results.push([full, String(error?.message ?? error).slice(0, 500) || 'thrown'])
    }
    try {
      for (const each of chain(suite, 'after')) await each()
      for (const at of up(suite)) if ((at.left -= 1) === 0) for (const each of at.last) await each()
    } catch {
      // The next test starts anyway.
    }
  }
  globalThis.__result = JSON.stringify(results)
}
