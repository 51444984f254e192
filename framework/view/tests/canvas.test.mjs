// Drawing by commands, pixels and pictures asked of a canvas, and elements that come into sight.
import assert from 'node:assert/strict'
import { h, PICTURE } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const pixel = async (view, node, x, y) => {
  const { result } = await view.invoke(node, 'getImageData', { x, y, width: 1, height: 1 })
  return [...Buffer.from(result.base64, 'base64')]
}
const c2d = h('canvas', { id: 'c', type: '2d', style: 'width:100px;height:100px' })

viewTest('canvas 2d: sizes, paints, paths, transforms, pixels', async (view) => {
  const { c } = await view.show(c2d)
  const gradient = {
    gradient: 'linear',
    args: [0, 0, 100, 0],
    stops: [
      [0, '#f00'],
      [1, '#00f'],
    ],
  }
  const commands = [
    ['width', 100],
    ['height', 50],
    ['fillStyle', gradient],
    ['fillRect', 0, 0, 100, 50],
    ['save'],
    ['translate', 10, 10],
    ['fillStyle', 'lime'],
    [
      'fill',
      {
        path: [
          ['rect', 0, 0, 5, 5],
          ['rect', 20, 0, 5, 5],
        ],
      },
    ],
    ['restore'],
    ['putImageData', Buffer.from([1, 2, 3, 255]).toString('base64'), 1, 50, 40],
  ]
  assert.equal((await view.invoke(c, 'draw', { commands })).error, undefined)
  assert.deepEqual(await pixel(view, c, 12, 12), [0, 255, 0, 255])
  assert.deepEqual(await pixel(view, c, 32, 12), [0, 255, 0, 255])
  assert.deepEqual(await pixel(view, c, 50, 40), [1, 2, 3, 255])
  const [red, , blue] = await pixel(view, c, 99, 0)
  assert.ok(red < 10 && blue > 245)
  const { result } = await view.invoke(c, 'measureText', { text: '你好', font: '20px sans-serif' })
  assert.ok(result.width >= 38 && result.width <= 42)
  assert.match((await view.invoke(c, 'toDataURL', {})).result, /^data:image\/png;base64,/)
  assert.match((await view.invoke(c, 'draw', { commands: [['constructor']] })).error, /no command/)
})

viewTest('canvas: pictures load, another canvas is drawn, a part becomes a file', async (view) => {
  const ids = await view.show([c2d, h('canvas', { id: 'd', type: '2d' })])
  assert.deepEqual((await view.invoke(ids.c, 'loadImage', { src: PICTURE })).result, { width: 40, height: 20 })
  assert.ok((await view.invoke(ids.c, 'loadImage', { src: 'none.png' })).error)
  await view.invoke(ids.c, 'draw', { commands: [['drawImage', PICTURE, 10, 10]] })
  await view.invoke(ids.d, 'draw', { commands: [['drawImage', { node: ids.c }, 0, 0]] })
  assert.deepEqual(await pixel(view, ids.d, 20, 15), [255, 0, 0, 255])
  const { result } = await view.invoke(ids.c, 'toDataURL', { x: 10, y: 10, width: 40, height: 20, destWidth: 8 })
  const size = await view.page.evaluate(async (src) => {
    const img = new Image()
    img.src = src
    await img.decode()
    return [img.naturalWidth, img.naturalHeight]
  }, result)
  assert.deepEqual(size, [8, 20])
})

viewTest('canvas of the old interface counts in CSS pixels on any screen', { scale: 2 }, async (view) => {
  const { c } = await view.show(h('canvas', { id: 'c', 'canvas-id': 'c', style: 'width:100px;height:60px' }))
  const commands = [
    ['setFillStyle', '#ff0000'],
    ['fillRect', 50, 0, 50, 60],
  ]
  await view.invoke(c, 'draw', { commands, reserve: false })
  assert.deepEqual(await pixel(view, c, 75, 30), [255, 0, 0, 255])
  assert.deepEqual(await pixel(view, c, 25, 30), [0, 0, 0, 0])
})

const seen = async (view) =>
  (await view.events('intersection')).map((e) => [
    e.node,
    e.detail.observer,
    Math.round(e.detail.intersectionRatio * 10) / 10,
  ])

viewTest('intersection with the viewport: margins, thresholds, the end', async (view) => {
  const { far } = await view.show([
    h('view', { style: 'height:700px' }),
    h('view', { id: 'far', style: 'height:100px' }),
    h('view', { style: 'height:700px' }),
  ])
  const relative = [{ node: null, margins: { bottom: -120 } }]
  await view.invoke(far, 'observeIntersection', { observer: 3, thresholds: [0, 0.5, 1], initialRatio: 0, relative })
  await pause(120)
  assert.deepEqual(await seen(view), [], 'nothing differs from the start')
  await view.page.evaluate(() => scrollTo(0, 150))
  await pause(120)
  await view.page.evaluate(() => scrollTo(0, 200))
  await pause(120)
  const all = await seen(view)
  assert.ok(all.length === 0, 'a margin of -120 keeps it out')
  await view.post({ t: 'batch', n: 9, ops: [13, far, 'height:100px;margin-top:-150px'] })
  await view.wait((m) => m.type === 'intersection', 'intersection')
  const [event] = await view.events('intersection')
  assert.equal(event.node, far)
  assert.equal(event.detail.relativeRect.bottom, 480)
  assert.equal(event.detail.boundingClientRect.height, 100)
  await view.clear()
  await view.invoke(1, 'unobserveIntersection', { observer: 3 })
  await view.page.evaluate(() => scrollTo(0, 0))
  await pause(120)
  assert.deepEqual(await seen(view), [])
})

viewTest('intersection with an ancestor and with several areas', async (view) => {
  const ids = await view.show([
    h('view', { id: 'beside', style: 'position:absolute;left:0;top:0;width:375px;height:150px' }),
    h(
      'scroll-view',
      { id: 's', 'scroll-y': true, style: 'height:200px' },
      h('view', { style: 'height:300px' }),
      h('view', { id: 'item', style: 'height:40px' }),
      h('view', { style: 'height:600px' }),
    ),
  ])
  const watch = (observer, nodes) =>
    view.invoke(ids.item, 'observeIntersection', { observer, relative: nodes.map((node) => ({ node, margins: {} })) })
  await watch(1, [ids.s])
  await watch(2, [ids.s, ids.beside])
  await view.invoke(ids.s, 'scrollTo', { top: 120 })
  await view.wait((m) => m.type === 'intersection' && m.detail.observer === 1, 'the first area')
  await pause(150)
  assert.ok(!(await seen(view)).some(([, observer]) => observer === 2), 'not yet in both')
  await view.invoke(ids.s, 'scrollTo', { top: 250 })
  await view.wait((m) => m.type === 'intersection' && m.detail.observer === 2, 'both areas')
})
