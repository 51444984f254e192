// What every page of the tests of lists does: the same changes to its data, one after the other, and the same questions.
// What happens is written to the log, for a comparison.

const item = (n) => ({
  id: n,
  label: `row ${n}`,
  on: n % 3 === 0,
  k: n % 4,
  cls: n % 2 ? 'odd' : 'even big',
  style: `top:${n}px`,
  title: `<${n}> & "quoted"`,
  kids: Array.from({ length: n % 4 }, (_, i) => ({ id: n * 10 + i, t: `kid ${i}`, on: i % 2 === 0 })),
  sub: { a: n, b: `b${n}`, list: [n, n + 1] },
  obj: { n, deep: [1, { x: n }] },
  nul: null,
})
const make = (from, to) => Array.from({ length: to - from }, (_, i) => item(from + i))
const list = (page) => page.data.list.slice()

/** Name, and what is done to the page. */
const changes = [
  ['one path', (p) => p.setData({ 'list[1].label': 'changed' })],
  ['the same again', (p) => p.setData({ 'list[1].label': 'changed' })],
  [
    'several paths',
    (p) =>
      p.setData({
        'list[0].on': false,
        'list[1].sub.a': 77,
        'list[1].cls': 'new',
        'list[2].kids[0].t': 'grown',
        'list[0].style': 'top:1rpx;left:0',
      }),
  ],
  ['a whole row by path', (p) => p.setData({ 'list[1]': item(31) })],
  ['a key by path', (p) => p.setData({ 'list[0].id': 41 })],
  ['append by path', (p) => p.setData({ 'list[3]': item(3) })],
  ['append two by path', (p) => p.setData({ 'list[4]': item(4), 'list[5]': item(5) })],
  ['append and change by path', (p) => p.setData({ 'list[6]': item(6), 'list[2].label': 'both' })],
  ['concat', (p) => p.setData({ list: p.data.list.concat(make(7, 10)) })],
  ['a path far behind', (p) => p.setData({ 'list[8].label': 'far', 'list[8].on': true })],
  ['swap', (p) => { const l = list(p); [l[1], l[8]] = [l[8], l[1]]; p.setData({ list: l }) }],
  ['unrelated', (p) => p.setData({ other: 1 })],
  ['what rows share', (p) => p.setData({ mode: 'n' })],
  ['what rows share and a row', (p) => p.setData({ mode: 'o', 'list[3].label': 'own' })],
  ['which row is on', (p) => p.setData({ pick: 4 })],
  ['splice', (p) => { const l = list(p); l.splice(2, 2, item(51), item(52), item(53)); p.setData({ list: l }) }],
  ['in front', (p) => p.setData({ list: [item(61), item(62)].concat(p.data.list) })],
  ['remove in the middle', (p) => { const l = list(p); l.splice(5, 1); p.setData({ list: l }) }],
  ['remove the first', (p) => p.setData({ list: p.data.list.slice(1) })],
  ['remove the last', (p) => p.setData({ list: p.data.list.slice(0, -1) })],
  ['reverse', (p) => p.setData({ list: list(p).reverse() })],
  ['sort', (p) => p.setData({ list: list(p).sort((a, b) => a.id - b.id) })],
  ['every branch', (p) => { const l = list(p).map((row) => Object.assign({}, row, { on: !row.on })); p.setData({ list: l }) }],
  ['branches by path', (p) => p.setData({ 'list[0].on': !p.data.list[0].on, 'list[4].on': !p.data.list[4].on })],
  ['kids', (p) => p.setData({ 'list[1].kids': [{ id: 1, t: 'one' }, { id: 2, t: 'two', on: true }], 'list[2].kids': [] })],
  ['a kid more', (p) => p.setData({ 'list[1].kids[2]': { id: 3, t: 'three' } })],
  ['kids turned', (p) => p.setData({ 'list[1].kids': p.data.list[1].kids.slice().reverse() })],
  ['filter', (p) => p.setData({ list: p.data.list.filter((row) => row.id % 2 === 0) })],
  ['two in a turn', (p) => { p.setData({ 'list[0].label': 'first' }); p.setData({ 'list[0].label': 'second', 'list[1].on': true }) }],
  ['two of lists in a turn', (p) => { p.setData({ list: list(p).reverse() }); p.setData({ list: p.data.list.concat(make(70, 72)) }) }],
  ['in a callback', (p) => p.setData({ 'list[0].label': 'before' }, () => p.setData({ 'list[0].label': 'after', 'list[1]': item(80) }))],
  ['keys that repeat', (p) => p.setData({ list: [item(1), item(1), item(2), item(1), item(2)] })],
  ['other keys that repeat', (p) => p.setData({ list: [item(2), item(1), item(1), item(3)] })],
  ['none that repeats', (p) => p.setData({ list: make(0, 4) })],
  ['in place', (p) => { p.data.list[1].label = 'in place'; p.data.list[2].on = !p.data.list[2].on; p.data.list.push(item(5)); p.setData({ list: p.data.list }) }],
  ['in place and turned', (p) => { p.data.list[0].sub.b = 'deep'; p.data.list.reverse(); p.setData({ list: p.data.list }) }],
  ['the same rows anew', (p) => p.setData({ list: make(0, 4) })],
  ['copies, one of them another', (p) => { const l = make(0, 4); l[2].label = 'another'; l[3].on = !l[3].on; p.setData({ list: l }) }],
  ['clear', (p) => p.setData({ list: [] })],
  ['clear again', (p) => p.setData({ list: [] })],
  ['refill', (p) => p.setData({ list: make(10, 16) })],
  ['cut by a length', (p) => p.setData({ list: p.data.list.slice(0, 2) })],
  ['texts', (p) => p.setData({ list: ['a', 'b', 'a', 'c'] })],
  ['a text changed', (p) => p.setData({ 'list[1]': 'z' })],
  ['numbers', (p) => p.setData({ list: [3, 1, 2, 1, 0] })],
  ['rows again', (p) => p.setData({ list: make(20, 23) })],
  ['a text', (p) => p.setData({ list: 'abc' })],
  ['a longer text', (p) => p.setData({ list: 'abcd' })],
  ['a number', (p) => p.setData({ list: 3 })],
  ['a larger number', (p) => p.setData({ list: 4 })],
  ['an object', (p) => p.setData({ list: { x: item(1), y: item(2), z: item(3) } })],
  ['a member more', (p) => p.setData({ list: { ...p.data.list, w: item(4) } })],
  ['nothing', (p) => p.setData({ list: null })],
  ['true', (p) => p.setData({ list: true })],
  ['rows with holes', (p) => { const l = make(0, 5); l[1] = null; l[3] = undefined; p.setData({ list: l }) }],
  ['sparse', (p) => { const l = []; l[1] = item(1); l[4] = item(4); p.setData({ list: l }) }],
  ['lists in a list', (p) => p.setData({ list: [[1, 2], [], [3]] })],
  ['rows without members', (p) => p.setData({ list: [{}, { id: 1 }, { label: 'l' }] })],
  ['back to rows', (p) => p.setData({ list: make(0, 5) })],
  ['hidden', (p) => p.setData({ show: false })],
  ['changed while hidden', (p) => p.setData({ 'list[1].label': 'unseen', 'list[5]': item(5) })],
  ['shown', (p) => p.setData({ show: true })],
  ['hidden and shown with another list', (p) => { p.setData({ show: false }); p.setData({ show: true, list: make(3, 7) }) }],
  ['other siblings', (p) => p.setData({ before: 2, after: 1 })],
  ['fewer siblings and more rows', (p) => p.setData({ before: 0, after: 3, list: p.data.list.concat(make(90, 92)) })],
]

const told = (e) =>
  JSON.stringify([e.type, e.target, e.currentTarget, e.mark, e.detail, (e.touches || []).length, e.timeStamp])

const SELECTORS = ['.row', '.in', '#r1', '.row .in', 'view', '.odd', '.c']
const FIELDS = { id: true, dataset: true, mark: true, rect: true, size: true, properties: ['title', 'src', 'hidden'] }

/** A page of one test: `own` is what it has beside all this. */
exports.page = (own) => {
  const data = { list: make(0, 3), mode: 'm', pick: 1, other: 0, show: true, before: 1, after: 1, rows: ['x', 'y'] }
  Page({
    ...own,
    data: { ...data, ...own.data },
    at: 0,
    onPageScroll(e) {
      this[e.do](e)
    },
    change() {
      const all = own.changes || changes
      if (this.at >= all.length) return console.log('end')
      const [name, change] = all[this.at]
      this.at += 1
      console.log('did', name)
      change(this)
    },
    go(e) {
      wx.reLaunch({ url: e.url })
    },
    hit(e) {
      console.log('hit', told(e))
    },
    outer(e) {
      console.log('outer', told(e))
    },
    early(e) {
      console.log('early', told(e))
    },
    ask() {
      const query = wx.createSelectorQuery()
      for (const selector of SELECTORS) query.selectAll(selector).fields(FIELDS)
      query.select('.row').boundingClientRect()
      query.exec((found) => found.forEach((each, i) => console.log(SELECTORS[i] || 'first', JSON.stringify(each))))
      const parts = this.selectAllComponents('.c')
      console.log('components', parts.length, JSON.stringify(parts.map((part) => part.data)))
      const first = this.selectComponent('.c')
      console.log('component', first ? JSON.stringify(first.data) : String(first))
    },
    watch() {
      const observer = wx.createIntersectionObserver(this, { observeAll: true, thresholds: [0, 1] })
      observer.relativeToViewport().observe('.row', (seen) => console.log('seen', seen.id, JSON.stringify(seen.dataset)))
      this.animate('.row', [{ opacity: 0 }, { opacity: 1 }], 100, () => console.log('animated'))
    },
  })
}
/** A page whose changes were made up elsewhere: calls of setData. */
exports.generated = (data, steps) =>
  exports.page({
    data,
    changes: steps.map((calls, at) => [String(at), (p) => calls.forEach((call) => p.setData(call))]),
  })
