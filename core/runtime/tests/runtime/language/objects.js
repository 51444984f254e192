// Classes, properties, proxies, scopes. Run by run.js.

module.exports = {
  classes: () => {
    class A {
      #p = 1
      static s = 's'
      static {
        A.t = A.s + 't'
      }
      get p() {
        return this.#p
      }
      set p(v) {
        this.#p = v
      }
      #m() {
        return 'm' + this.#p
      }
      m() {
        return this.#m()
      }
      static #sp() {
        return 'sp'
      }
      static sp() {
        return A.#sp()
      }
      has(o) {
        return #p in o
      }
      ['c' + 1]() {
        return 'c1'
      }
      async *ag() {
        yield 1
      }
      f = () => this.#p
      static async am() {}
    }
    class B extends A {
      constructor() {
        super()
        this.p = 5
      }
      m() {
        return 'B' + super.m()
      }
      get [Symbol.toStringTag]() {
        return 'BB'
      }
    }
    const b = new B()
    const r = [
      b.m(),
      A.t,
      A.sp(),
      b.has(b),
      b.has({}),
      b.c1(),
      b.f(),
      String(b),
      B.name,
      Object.getOwnPropertyNames(B.prototype).join(),
      b instanceof A,
    ]
    try {
      A()
    } catch (e) {
      r.push(e.name)
    }
    class E2 extends Error {
      constructor(m) {
        super(m)
        this.name = 'E2'
      }
    }
    r.push(String(new E2('x')), new E2('y') instanceof Error)
    class Arr extends Array {
      last() {
        return this[this.length - 1]
      }
    }
    r.push(new Arr(1, 2, 3).map((x) => x * 2).last(), Arr.from([1]).constructor.name)
    return r
  },
  properties: () => {
    const o = {}
    Object.defineProperty(o, 'h', { value: 1 })
    const r = [Object.keys(o).length, JSON.stringify(Object.getOwnPropertyDescriptor(o, 'h')), delete o.nothing]
    const s = {
      get g() {
        return 'g'
      },
      set g(v) {
        this._g = v
      },
      async a() {},
      *gen() {},
      [Symbol.iterator]: function* () {
        yield 1
      },
    }
    s.g = 2
    r.push(
      s._g,
      [...s].join(),
      Object.entries({ a: 1, b: 2 }).join(';'),
      Object.fromEntries(new Map([['k', 1]])).k,
      Object.getOwnPropertySymbols(s).length,
      Object.getPrototypeOf(Object.create(null)),
      function () {
        return typeof this
      }.call(5),
      function () {
        'use strict'
        return typeof this
      }.call(5),
      (() => typeof this)(),
      (function f() {
        f = 1
        return typeof f
      })(),
      function () {}.name,
      (() => {}).name,
      { x() {} }.x.name,
      class {
        static get name() {
          return 'N'
        }
      }.name,
      Function.prototype.toString.call(function a(b) {
        return b
      }),
      function a(b, c) {}.bind(null, 1).length,
      function q() {}.bind().name,
      Object.isFrozen('x'),
      Object.keys('ab').join(),
      typeof Object(1n),
      Reflect.ownKeys({ b: 1, 2: 1, [Symbol.iterator]: 1, a: 1, 1: 1 })
        .map(String)
        .join(),
    )
    return r
  },
  proxies: () => {
    const log = []
    const p = new Proxy(
      { a: 1 },
      {
        get: (t, k, r) => {
          log.push('get ' + String(k))
          return Reflect.get(t, k, r)
        },
        has: (t, k) => {
          log.push('has ' + String(k))
          return k in t
        },
        ownKeys: (t) => {
          log.push('keys')
          return Reflect.ownKeys(t)
        },
        getOwnPropertyDescriptor: (t, k) => {
          log.push('gopd ' + String(k))
          return Reflect.getOwnPropertyDescriptor(t, k)
        },
        set: (t, k, v, r) => {
          log.push('set ' + String(k))
          return Reflect.set(t, k, v, r)
        },
        deleteProperty: (t, k) => {
          log.push('del')
          return delete t[k]
        },
        defineProperty: (t, k, d) => {
          log.push('def')
          return Reflect.defineProperty(t, k, d)
        },
      },
    )
    p.a
    'a' in p
    ;({ ...p })
    p.b = 2
    delete p.b
    Object.keys(p)
    JSON.stringify(p)
    for (const k in p);
    Object.assign({}, p)
    const arr = new Proxy([], {
      set(t, k, v) {
        log.push('s' + String(k))
        t[k] = v
        return true
      },
    })
    arr.push(1, 2)
    arr.length = 0
    return log.join()
  },
  destructuring: () => {
    const { a = 1, b: { c = 2, ...rest } = { d: 4, e: 5 }, ...others } = { a: undefined, z: 3 }
    const [p, , q = 3, ...r] = 'wxyz'
    let x = 1,
      y = 2
    ;[x, y] = [y, x]
    const f = ({ k } = {}, [m] = [7]) => k + '' + m
    return [a, c, JSON.stringify(rest), JSON.stringify(others), p, q, r.join(''), x, y, f(), f({ k: 1 }, 'q')]
  },
  operators: () => {
    const o = { a: { b: () => 'called', n: null } }
    let z = null
    z ??= 5
    let y = 0
    y ||= 7
    let w = 1
    w &&= 2
    return [
      o?.a?.b?.(),
      o.x?.y.z.w,
      o.a.n?.[0],
      o.a['n'] ?? 'dflt',
      delete o?.a?.b,
      z,
      y,
      w,
      2 ** (3 ** 2),
      (-2) ** 2,
      `a${`b${1}`}`,
      ((a, b) => a ?? b)(undefined, 1),
    ].length
  },
  scopes: () => {
    var r = []
    try {
      tdz
      let tdz = 1
    } catch (e) {
      r.push(e.name)
    }
    var v = 1
    {
      var v = 2
    }
    r.push(v)
    const f = (function () {
      try {
        return typeof inner
      } catch (e) {
        return e.name
      }
      let inner
    })()
    r.push(f)
    var fnexp = function named() {
      return typeof named
    }
    r.push(fnexp(), typeof named)
    r.push(
      (() => {
        let x = 'o'
        {
          let x = 'i'
        }
        return x
      })(),
    )
    r.push(
      (function (x) {
        var x
        return x
      })(5),
    )
    r.push(
      (function () {
        return typeof hoisted
        function hoisted() {}
      })(),
    )
    r.push(typeof globalThis.v)
    for (var i = 0, n = 2; i < n; i++);
    r.push(i)
    return r
  },
}
