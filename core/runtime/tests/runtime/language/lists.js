// Arrays and what is like them. Run by run.js.

module.exports = {
  sort: () => {
    const a = Array.from({ length: 600 }, (_, i) => ({ k: i % 7, i }))
    a.sort((x, y) => x.k - y.k)
    let ok = true
    for (let i = 1; i < 600; i++) if (a[i - 1].k === a[i].k && a[i - 1].i > a[i].i) ok = false
    return (
      ok +
      [3, undefined, 1, , 2].sort().join() +
      [10, 9, 1].sort() +
      [true, false].sort() +
      ['B', 'a', 'C'].sort() +
      [5, 1, 4].toSorted()
    )
  },
  arrays: () => [
    [1, [2, [3, [4]]]].flat(Infinity).join(),
    [1, 2, 3].at(-1),
    [1, 2, 3].findLast((x) => x < 3),
    Array.from({ length: 3 }, (_, i) => i).join(),
    [3, 1, 2].toSorted().join(),
    [1, 2, 3].with(1, 9).join(),
    [1, 2, 3].copyWithin(0, 1).join(),
    [, 1].includes(undefined),
    [NaN].indexOf(NaN),
    [NaN].includes(NaN),
    Array(3)
      .fill()
      .map((_, i) => i)
      .join(),
    [...'a😀'].length,
    [1, 2, 3, 4].splice(1, 2).join(),
    Array.isArray(new Proxy([], {})),
    [1, , 3].length,
    (() => {
      const a = [1, 2, 3]
      a.length = 1
      a[3] = 1
      return a.join('-')
    })(),
    [1, 2].concat([3], 4, [[5]]).length,
    [].reduceRight((a, b) => a + b, 'x'),
    [5, 25, 100].sort().join(),
    [1, 2, 3].toSpliced(1, 1).join(),
    [0, -0].map((x) => Object.is(x, -0)).join(),
  ],
  typedArrays: () => {
    const b = new ArrayBuffer(8),
      v = new DataView(b)
    v.setInt16(0, -2, true)
    v.setFloat32(4, 1.5)
    const u = new Uint8Array(b)
    const r = [
      u.join(),
      new Uint8ClampedArray([300, -5, 1.5, 2.5]).join(),
      new Int8Array([200]).join(),
      u.subarray(1, 3).byteOffset,
      u.slice(0, 2).length,
      Array.from(new Float32Array([0.1])).join(),
      new Uint16Array(u.buffer, 2, 1).length,
      Uint8Array.from('123').join(),
      [...new Uint8Array(2).entries()].join(),
      new Uint8Array([3, 1, 2]).sort().join(),
      Object.prototype.toString.call(u),
      u.at(-1),
      new Float64Array([NaN, -0]).includes(NaN),
      new Uint8Array([1, 2, 3]).toReversed().join(),
      new BigInt64Array([-1n]).join(),
      new Uint8Array(new Set([1, 2])).join(),
      u.fill(7, 2, 4).join(),
      new Uint8Array([1, 2, 3]).set([9], 1),
    ]
    try {
      new Uint8Array(b, 9)
    } catch (e) {
      r.push(e.name)
    }
    try {
      new Uint16Array(b, 1)
    } catch (e) {
      r.push(e.name)
    }
    return r
  },
  mapsAndSets: () => {
    const m = new Map([
      [NaN, 1],
      [0, 2],
    ])
    m.set(-0, 3)
    const r = [m.get(NaN), m.get(0), m.size]
    const s = new Set([1, 2, 3])
    for (const x of s) {
      r.push(x)
      if (x === 1) {
        s.delete(2)
        s.add(4)
      }
    }
    const it = m.keys()
    m.delete(NaN)
    r.push(String(it.next().value), it.next().done)
    m.forEach((v, k) => {
      if (m.size < 5) m.set({}, 1)
    })
    r.push(
      m.size,
      [...new Map(Object.entries({ a: 1 }))].join(),
      new WeakMap([[r, 1]]).get(r),
      Object.prototype.toString.call(m),
    )
    return r
  },
}
