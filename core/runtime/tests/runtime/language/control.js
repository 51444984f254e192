// What runs when: loops, generators, errors, promises. Run by run.js.

module.exports = {
  parameters: () => {
    function a(x, y) {
      arguments[0] = 9
      y = 8
      return [x, arguments[1], arguments.length, arguments.callee === a].join()
    }
    function b(x = 1) {
      arguments[0] = 9
      return x
    }
    return (
      a(1, 2, 3) +
      '|' +
      b(2) +
      '|' +
      function (a, b = 1, ...c) {}.length +
      (function (a, a) {
        return a
      })(1, 2)
    )
  },
  loops: () => {
    const o = { b: 1, a: 2, 1: 3 }
    const r = []
    for (const k in o) {
      r.push(k)
      if (k === 'b') {
        delete o.a
        o.z = 1
      }
    }
    function F() {
      this.own = 1
    }
    F.prototype.inh = 2
    for (const k in new F()) r.push(k)
    for (const k in 'ab') r.push(k)
    for (const k in [5, , 6]) r.push(k)
    for (var i in null) r.push('never')
    let fns = []
    for (let j = 0; j < 3; j++) fns.push(() => j)
    r.push(fns.map((f) => f()).join(''))
    return r.join()
  },
  labels: () => {
    let r = ''
    outer: for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        if (j == 1) continue outer
        if (i == 2) break outer
        r += i + '' + j + ' '
      }
    }
    blk: {
      r += 'a'
      break blk
      r += 'b'
    }
    do {
      r += 'd'
    } while (false)
    r += 'e'
    const f = () => {
      try {
        return 'try'
      } finally {
        r += 'fin'
      }
    }
    r += f()
    const g = () => {
      for (const x of [1, 2]) {
        try {
          continue
        } finally {
          r += x
        }
      }
    }
    g()
    const h = () => {
      try {
        throw 1
      } catch {
        return 'c'
      } finally {
        return 'F'
      }
    }
    r += h()
    switch (3) {
      case 1:
        r += 1
      default:
        r += 'D'
      case 2:
        r += 2
        break
      case 4:
        r += 4
    }
    return r
  },
  generators: () => {
    function* g() {
      try {
        const x = yield 1
        yield x * 2
        return 3
      } finally {
        yield 'f'
      }
    }
    const i = g()
    const r = [
      i.next().value,
      i.next(4).value,
      JSON.stringify(i.return(7)),
      JSON.stringify(i.next()),
      JSON.stringify(i.next()),
    ]
    function* d() {
      const v = yield* (function* () {
        yield 'a'
        return 'b'
      })()
      yield v
    }
    r.push([...d()].join())
    const [x, ...y] = d()
    r.push(x, y.join())
    function* inf() {
      let n = 0
      try {
        for (;;) yield n++
      } finally {
        r.push('closed')
      }
    }
    for (const n of inf()) if (n > 2) break
    return r
  },
  errors: () => {
    const r = []
    for (const f of [
      () => null.x,
      () => undefined(),
      () => x.y,
      () => {
        const c = 1
        c = 2
      },
      () => {
        'use strict'
        undefinedVar = 1
      },
      () => new Array(-1),
      () => (1).toFixed(200),
      () => 'x'.repeat(-1),
      () => decodeURIComponent('%'),
      () => ({}).x.y,
      () => [].reduce((a, b) => a),
      () => Symbol() + '',
      () => BigInt(1.5),
      () =>
        new (class {
          constructor() {
            this.#x
          }
          #x
        })(),
      () => JSON.parse('{'),
      () => {
        let q = q + 1
      },
      () => Object.freeze([1]).push(2),
      () => {
        'use strict'
        Object.freeze({ a: 1 }).a = 2
      },
      () => new Promise(),
      () => [...{}],
      () => {
        const { a } = null
      },
      () => 1n + 1,
      () => ({}) instanceof 5,
      () => 'a' in 'b',
      () => new (() => {})(),
      () => {
        ;(function f() {
          f()
        })()
      },
    ]) {
      try {
        f()
        r.push('none')
      } catch (e) {
        r.push(e.name)
      }
    }
    const e = new Error('m', { cause: 'c' })
    r.push(
      e.cause,
      String(new AggregateError([1], 'agg')),
      Object.keys(e).length,
      e instanceof Error,
      Object.prototype.toString.call(e),
    )
    return r
  },
  async promises() {
    const r = [],
      t = async (n, p) => {
        await p
        r.push(n)
      }
    t('a', 1)
    Promise.resolve()
      .then(() => r.push('p1'))
      .then(() => r.push('p2'))
    await null
    r.push('main')
    r.push(JSON.stringify(await Promise.allSettled([Promise.reject(1), 2, new Promise((s) => s(3))])))
    try {
      await Promise.any([Promise.reject(1)])
    } catch (e) {
      r.push(e.name, e.errors.join())
    }
    async function* ag() {
      try {
        yield 1
        yield Promise.resolve(2)
      } finally {
        r.push('closed')
      }
    }
    for await (const x of ag()) r.push(x)
    for await (const x of [Promise.resolve('s'), 't']) r.push(x)
    for await (const x of ag()) break
    r.push(
      await {
        then(res) {
          res('th')
        },
      },
      await Promise.race([new Promise(() => {}), 'race']),
    )
    try {
      await (async () => {
        throw new TypeError('x')
      })()
    } catch (e) {
      r.push(e.name)
    }
    r.push(
      await Promise.reject(1)
        .finally(() => 2)
        .catch((x) => 'c' + x),
    )
    await Promise.all(
      [1, 2].map(async (n) => {
        await null
        r.push('x' + n)
        await null
        r.push('y' + n)
      }),
    )
    return r
  },
}
