// Fingers and a mouse, as the browser sends them: on swipers, movable views, scroll-views, fields and pull-down.
import assert from 'node:assert/strict'
import { build, h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

viewTest('movable-view goes back to where it was', async (view) => {
  const tree = h(
    'movable-area',
    { style: 'width:300px;height:300px' },
    h('movable-view', { id: 'm', direction: 'all', style: 'width:50px;height:50px' }),
  )
  const ids = await view.show(tree)
  await view.drag('#m', 70, 40)
  const state = (await view.states('value')).at(-1)
  assert.equal(state.node, ids.m)
  await view.assign()
  const { ops } = build(tree)
  ops.push(8, ids.m, 'value', state.value)
  await view.batch(ops)
  await pause(50)
  assert.deepEqual([(await view.box('#m')).x, (await view.box('#m')).y], [70, 40])
})

viewTest('mouse: a horizontal scroll-view can be dragged', async (view) => {
  const cells = Array.from({ length: 8 }, (_, i) =>
    h('view', { style: 'display:inline-block;width:120px;height:60px' }, `${i}`),
  )
  await view.show(h('scroll-view', { id: 's', 'scroll-x': true, style: 'white-space:nowrap', on: { tap: 1 } }, cells))
  await view.drag('#s', -150, 0)
  await pause(400)
  assert.ok((await view.page.evaluate(() => document.querySelector('#s .wx-scroll').scrollLeft)) >= 100)
  assert.equal((await view.events('tap')).length, 0)
})

async function swipe(view, x, y, dx, dy) {
  const cdp = await view.context.newCDPSession(view.page)
  const send = (type, touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  await send('touchStart', [{ x, y }])
  for (let i = 1; i <= 8; i++) {
    await send('touchMove', [{ x: x + (dx * i) / 8, y: y + (dy * i) / 8 }])
    await pause(16)
  }
  await send('touchEnd', [])
}

viewTest('touch: a swiper slides, and lets the page scroll the other way', { touch: true }, async (view) => {
  const items = [0, 1, 2].map((i) => h('swiper-item', {}, `${i}`))
  await view.show([
    h('swiper', { id: 'w', duration: 80, on: { change: 1 } }, items),
    h('view', { style: 'height:2000px' }),
  ])
  await swipe(view, 300, 75, -220, 4)
  assert.equal((await view.waitEvent('change')).detail.current, 1)
  await swipe(view, 200, 140, 4, -120)
  await pause(150)
  assert.ok((await view.page.evaluate(() => scrollY)) > 30)
  assert.equal((await view.events('change')).length, 1)
})

viewTest('touch: pull-down refresh', { touch: true }, async (view) => {
  await view.show(h('view', { style: 'height:2000px' }), { config: { enablePullDownRefresh: true } })
  await swipe(view, 200, 100, 0, 200)
  await view.wait((m) => m.t === 'page' && m.event === 'pullDownRefresh')
})

viewTest('touch: tapping an input focuses it; tapping elsewhere leaves it', { touch: true }, async (view) => {
  await view.show([h('input', { id: 'i', on: { focus: 1, blur: 1 } }), h('view', { id: 'v', style: 'height:200px' })])
  await view.page.touchscreen.tap(100, 10)
  await view.waitEvent('focus')
  await view.page.touchscreen.tap(100, 120)
  await view.waitEvent('blur')
})
