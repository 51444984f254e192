// Rows of lists as runs: templates, clones and clears, and what is asked of a row afterwards.
import assert from 'node:assert/strict'
import { PICTURE } from './browser.mjs'
import { suite, viewTest } from './suite.mjs'

suite()

const html = (view) => view.page.evaluate(() => document.querySelector('wx-page').innerHTML)
const tag = (view, selector) => view.page.locator(selector)

const HOLE = Symbol('hole')

function template(id, ops) {
  const holes = ops.flatMap((each, at) => (each === HOLE ? [at] : []))
  return [21, id, ops.map((each) => (each === HOLE ? '' : each)), holes]
}

// 3 nodes, 2 values.
const PLAIN = template(1, [...[1, 0, 'view', 22, 0, HOLE, 17, 0, 'tap', 1, 1, 1, 'text', 2, 2, HOLE, 3, 1, 2, 3, 0, 1]])
// What components and attributes need: 4 nodes, 5 values.
const RICH = template(2, [
  ...[1, 0, 'view', 15, 0, 's', '', 10, 0, 's--card', 13, 0, HOLE, 14, 0, HOLE, 16, 0, 'id', HOLE, 17, 0, 'tap', 1],
  ...[1, 1, 'image', 8, 1, 'mode', 'aspectFit', 8, 1, 'src', HOLE, 17, 1, 'load', 1, 3, 0, 1],
  ...[1, 2, 'view', 8, 2, 'aria-label', HOLE, 3, 0, 2, 2, 3, 'end'],
])

async function page(view, ops) {
  await view.assign()
  await view.batch([1, 2, 'view', 3, 1, 2, 1, 3, 'head', 3, 2, 3, 1, 4, 'foot', 3, 2, 4, ...PLAIN, ...RICH, ...ops])
}

const rows = (...names) => names.map((name) => `<wx-view class="${name}"><wx-text>${name}</wx-text></wx-view>`).join('')
const plain = (...names) => `<wx-view><wx-head></wx-head>${rows(...names)}<wx-foot></wx-foot></wx-view>`
const values = (...names) => names.flatMap((name) => [name, name])

viewTest('a run of rows is made in its place, changed by numbers, moved and cleared', async (view) => {
  await page(view, [23, 1, 10, 2, 4, 3, values('a', 'b', 'c')])
  assert.equal(await html(view), plain('a', 'b', 'c'))
  await view.batch([7, 15, 'x', 22, 13, 'x', 4, 2, 16, 10, 4, 2, 10, 4])
  assert.equal(await html(view), plain('c', 'x', 'a'))
  await view.batch([23, 1, 30, 2, 13, 1, values('d')])
  assert.equal(await html(view), plain('c', 'd', 'x', 'a'))
  await view.batch([24, 2, 30, 13])
  assert.equal(await html(view), plain('c', 'a'))
  await view.batch([24, 2, 16, 10])
  assert.equal(await html(view), plain())
  await view.batch([23, 1, 50, 2, 0, 2, values('e', 'f'), 24, 2, 0, 0])
  assert.equal(await html(view), '<wx-view></wx-view>')
  await view.batch([23, 1, 60, 2, 0, 1, values('g')])
  assert.equal(await html(view), `<wx-view>${rows('g')}</wx-view>`)
})

viewTest('a tap inside a copied row names the node that was hit and those above it', async (view) => {
  await page(view, [23, 1, 10, 2, 4, 3, values('a', 'b', 'c'), 17, 2, 'tap', 1])
  await tag(view, '.b wx-text').click()
  const [event] = await view.events('tap')
  assert.equal(event.node, 14)
  assert.deepEqual(Object.keys(event.currents).sort(), ['13', '2'])
  // The row that was asked is nodes now, and goes on as one.
  await view.batch([7, 15, 'x', 22, 13, 'b y', 4, 2, 13, 10, 8, 14, 'user-select', true])
  assert.equal(await tag(view, '.y wx-text').textContent(), 'x')
  assert.equal(await tag(view, '.y wx-text').getAttribute('class'), 'wx-selectable')
  await view.batch([24, 2, 13, 16])
  assert.equal(await html(view), plain())
})

viewTest('nobody is told of taps when the rows that listen are gone', async (view) => {
  await page(view, [23, 1, 10, 2, 4, 3, values('a', 'b', 'c')])
  await tag(view, '.c').click()
  await view.batch([24, 2, 10, 16, 2, 90, 'text', 3, 3, 90])
  await tag(view, 'wx-head').click()
  assert.equal((await view.events('tap')).length, 1)
})

viewTest('attributes, ids, data and styles of rows are what ordinary operations make of them', async (view) => {
  const own = ['color: red', 'r1', 7, PICTURE, 'label']
  await page(view, [23, 2, 10, 2, 4, 1, own])
  const copied = await tag(view, '#r1').evaluate((el) => el.outerHTML)
  await view.batch([24, 2, 10, 13])
  assert.equal(await html(view), plain())
  const made = [...RICH[2]]
  RICH[3].forEach((hole, n) => (made[hole] = own[n]))
  const numbers = { 1: [1], 2: [1], 3: [1, 2], 8: [1], 10: [1], 13: [1], 14: [1], 15: [1], 16: [1], 17: [1] }
  const arity = { 1: 2, 2: 2, 3: 2, 8: 3, 10: 2, 13: 2, 14: 2, 15: 3, 16: 3, 17: 3 }
  for (let at = 0; at < made.length;) {
    const code = made[at]
    for (const place of numbers[code]) made[at + place] += 30
    at += arity[code] + 1
  }
  await view.batch([...made, 4, 2, 30, 4, 4, 2, 33, 4])
  assert.equal(await tag(view, '#r1').evaluate((el) => el.outerHTML), copied)
  assert.match(copied, /class="s-- s--card" id="r1" data-id="7" style="color: red;"/)
})

viewTest('components in rows live with them: they load, are asked, and are told their new attributes', async (view) => {
  await page(view, [23, 2, 10, 2, 4, 2, ['', 'r1', 1, PICTURE, 'one', '', 'r2', 2, PICTURE, 'two']])
  await view.wait((m) => m.t === 'event' && m.type === 'load' && m.node === 15)
  await view.wait((m) => m.t === 'event' && m.type === 'load' && m.node === 11)
  await view.batch([8, 11, 'mode', 'top', 9, 12, 'aria-label'])
  assert.equal(await tag(view, '#r1 wx-image').getAttribute('data-mode'), 'top')
  assert.equal(await tag(view, '#r1 wx-view').getAttribute('aria-label'), null)
  await tag(view, '#r2 wx-image').click()
  assert.equal((await view.events('tap'))[0].node, 15)
  await view.batch([24, 2, 10, 17])
  assert.equal(await html(view), plain())
})

viewTest('rows with components that hold others are made by ordinary operations', async (view) => {
  const shape = template(3, [1, 0, 'label', 17, 0, 'tap', 1, 2, 1, HOLE, 3, 0, 1])
  await page(view, [...shape, 23, 3, 10, 2, 4, 2, ['one', 'two']])
  await tag(view, 'wx-label >> nth=1').click()
  assert.equal((await view.events('tap'))[0].node, 12)
  await view.batch([7, 11, 'uno', 4, 2, 12, 10])
  assert.deepEqual(await tag(view, 'wx-label').allTextContents(), ['two', 'uno'])
  await view.batch([24, 2, 12, 10])
  assert.equal(await html(view), plain())
})

viewTest('buttons are made round what they hold', async (view) => {
  const shape = template(3, [1, 0, 'button', 17, 0, 'tap', 1, 2, 1, HOLE, 3, 0, 1])
  await page(view, [...shape, 23, 3, 10, 2, 4, 2, ['one', 'two']])
  await tag(view, 'wx-button >> nth=1').click()
  assert.equal((await view.events('tap'))[0].node, 12)
  await view.batch([7, 11, 'uno', 4, 2, 12, 10])
  assert.deepEqual(await tag(view, 'wx-button').allTextContents(), ['two', 'uno'])
  await view.batch([24, 2, 12, 10])
  assert.equal(await html(view), plain())
})

viewTest('nodes of rows are measured, watched and called like any other', async (view) => {
  await page(view, [23, 2, 10, 2, 4, 1, ['height: 40px', 'r1', 1, PICTURE, 'one']])
  await view.post({
    t: 'query',
    q: 5,
    items: [
      { node: 10, fields: { size: true, properties: ['aria-label'] } },
      { node: 12, fields: { properties: ['aria-label'] } },
      { node: 99, fields: {} },
    ],
  })
  const { result } = await view.wait((m) => m.t === 'queried')
  assert.equal(result[0].height, 40)
  assert.deepEqual(result[1], { 'aria-label': 'one' })
  assert.equal(result[2], null)
  await view.post({
    t: 'invoke',
    q: 6,
    node: 12,
    method: 'observeIntersection',
    args: { observer: 1, thresholds: [0] },
  })
  await view.wait((m) => m.t === 'event' && m.type === 'intersection' && m.node === 12)
})

viewTest('text in rows shows line breaks as <text> does, also when it is changed', async (view) => {
  await page(view, [23, 1, 10, 2, 4, 1, ['a', 'one\\ntwo'], 2, 90, 'x\\ny', 3, 3, 90])
  assert.equal(await tag(view, '.a wx-text').textContent(), 'one\ntwo')
  await view.batch([7, 12, 'a\\nb'])
  assert.equal(await tag(view, '.a wx-text').textContent(), 'a\nb')
  await view.batch([8, 11, 'space', 'nbsp', 7, 12, 'a b\\nc'])
  assert.equal(await tag(view, '.a wx-text').textContent(), 'a\u00a0b\nc')
})

viewTest('a bad clone or clear is reported and leaves the page as it was', { faulty: true }, async (view) => {
  await page(view, [23, 1, 10, 2, 4, 1, values('a')])
  await view.batch([
    23,
    9,
    20,
    2,
    0,
    1,
    values('b'),
    23,
    1,
    20,
    99,
    0,
    1,
    values('b'),
    23,
    1,
    20,
    2,
    11,
    1,
    values('b'),
  ])
  await view.batch([24, 99, 0, 0, 24, 3, 10, 10, 24, 2, 11, 10, 22, 12, 'x'])
  assert.equal(await html(view), plain('a'))
  assert.equal((await view.sent('error')).length, 7)
})
