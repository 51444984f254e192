// What scrolls when a wheel or a finger is over a scroll-view: it, or the page around it.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const below = h('view', { style: 'height:2000px' })
const content = (height, width = 375) => h('view', { id: 'c', style: `height:${height}px;width:${width}px` })
const offsets = (view) =>
  view.page.evaluate(() => {
    const { scrollTop, scrollLeft } = document.querySelector('#s .wx-scroll')
    return { page: scrollY, top: scrollTop, left: scrollLeft }
  })

/** Waits until offsets satisfy `test`. */
async function until(view, test, what) {
  for (const end = Date.now() + 10_000; ; await pause(30)) {
    const at = await offsets(view)
    if (test(at)) return
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(at)}`)
  }
}

async function wheel(view, dx, dy) {
  const { x, y } = await view.center('#s')
  await view.page.mouse.move(x, y)
  await view.page.mouse.wheel(dx, dy)
}

async function swipe(view, dy) {
  const cdp = await view.context.newCDPSession(view.page)
  const send = (type, touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  const y = 150
  await send('touchStart', [{ x: 100, y }])
  for (let i = 1; i <= 8; i++) {
    await send('touchMove', [{ x: 100, y: y + (dy * i) / 8 }])
    await pause(16)
  }
  await send('touchEnd', [])
}

/** Frames in which the view has looked at what scrolls. */
const frames = (view) =>
  view.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

const automatic = {
  'that scrolls down': h('scroll-view', { id: 's', 'scroll-y': true }, content(300)),
  'that scrolls across': h('scroll-view', { id: 's', 'scroll-x': true }, content(300, 900)),
  'that scrolls both ways': h('scroll-view', { id: 's', 'scroll-x': true, 'scroll-y': true }, content(300, 900)),
  'that scrolls nowhere': h('scroll-view', { id: 's' }, content(300)),
  'that refreshes': h('scroll-view', { id: 's', 'scroll-y': true, 'refresher-enabled': true }, content(300)),
}

for (const [kind, tree] of Object.entries(automatic)) {
  viewTest(`wheel: the page scrolls over a scroll-view of automatic height ${kind}`, async (view) => {
    await view.show([tree, below])
    await wheel(view, 0, 120)
    await until(view, (at) => at.page === 120 && at.top === 0, 'the page has not scrolled')
  })
  viewTest(`touch: the page scrolls over a scroll-view of automatic height ${kind}`, { touch: true }, async (view) => {
    await view.show([tree, below])
    await swipe(view, -120)
    await until(view, (at) => at.page > 60 && at.top === 0, 'the page has not scrolled')
    // A swipe may only stop what still rolls from the last one.
    for (const end = Date.now() + 10_000; (await offsets(view)).page > 40; await swipe(view, 100)) {
      assert.ok(Date.now() < end, 'the page has not scrolled back')
    }
  })
}

viewTest('wheel: a horizontal scroll-view keeps what is across, the page what is down', async (view) => {
  await view.show([automatic['that scrolls across'], below])
  await wheel(view, 200, 0)
  await until(view, (at) => at.left === 200 && at.page === 0, 'it has not scrolled')
  await wheel(view, 0, 100)
  await until(view, (at) => at.left === 200 && at.page === 100, 'the page has not scrolled')
})

viewTest('wheel: a scroll-view with something to scroll keeps it at its end, and as long as it has', async (view) => {
  const ids = await view.show([
    h('scroll-view', { id: 's', 'scroll-y': true, style: 'height:200px' }, h('view', {}, content(260))),
    below,
  ])
  await wheel(view, 0, 500)
  await until(view, (at) => at.top === 60, 'it has not scrolled')
  await wheel(view, 0, 500)
  await pause(300)
  assert.deepEqual(await offsets(view), { page: 0, top: 60, left: 0 })
  await view.batch([13, ids.c, 'height:100px'])
  await frames(view)
  await wheel(view, 0, 100)
  await until(view, (at) => at.page === 100, 'the page has not scrolled')
  await view.batch([13, ids.c, 'height:400px'])
  await frames(view)
  await wheel(view, 0, -50)
  await wheel(view, 0, 500)
  await until(view, (at) => at.top === 200, 'it has not scrolled again')
  const { page } = await offsets(view)
  await wheel(view, 0, 500)
  await pause(300)
  assert.equal((await offsets(view)).page, page)
})

viewTest(
  'touch: over a mask that catches, a scroll-view with nothing to scroll moves nothing',
  { touch: true },
  async (view) => {
    const mask = (inner) =>
      h('view', { style: 'position:fixed;left:0;right:0;top:0;bottom:0', on: { touchmove: 2 } }, inner)
    await view.show([below, mask(automatic['that scrolls down'])])
    await swipe(view, -120)
    await pause(300)
    assert.equal((await offsets(view)).page, 0)
    await view.show([below, mask(h('scroll-view', { id: 's', 'scroll-y': true, style: 'height:300px' }, content(900)))])
    await swipe(view, -120)
    await until(view, (at) => at.top > 60 && at.page === 0, 'it has not scrolled')
  },
)
