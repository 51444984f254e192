// Taps, touches, long presses, hover: by mouse, and by real touch.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const box = { id: 'box', style: 'height:100px;background:#eee' }

viewTest('mouse: touch events and tap, one message for the deepest node', async (view) => {
  const on = { touchstart: 1, touchmove: 1, touchend: 1, tap: 1 }
  const ids = await view.show(h('view', { id: 'outer', on, style: 'padding:10px' }, h('view', box)))
  await view.tap('#box')
  const events = await view.events()
  assert.deepEqual(
    events.map((e) => e.type),
    ['touchstart', 'touchend', 'tap'],
  )
  const tap = events[2]
  assert.equal(tap.node, ids.box)
  assert.equal(tap.bubbles, true)
  assert.deepEqual(tap.detail, { x: 187.5, y: 60 })
  assert.deepEqual(tap.offset, { left: 10, top: 10 })
  assert.deepEqual(tap.currents, { [ids.outer]: { left: 0, top: 0 } })
  assert.deepEqual(tap.changedTouches, [{ identifier: 0, pageX: 187.5, pageY: 60, clientX: 187.5, clientY: 60 }])
  assert.ok(tap.timeStamp > 0 && tap.timeStamp < 60_000)
  assert.equal(events[1].touches.length, 0)
})

viewTest('nothing is sent when nobody listens; listening can stop', async (view) => {
  const ids = await view.show(h('view', { ...box, on: { tap: 1 } }))
  await view.batch([17, ids.box, 'tap', 0])
  await view.tap('#box')
  assert.equal((await view.events()).length, 0)
})

viewTest('moving more than 10 px is no tap', async (view) => {
  await view.show(h('view', { ...box, on: { tap: 1 } }))
  await view.drag('#box', 0, 12)
  await view.drag('#box', 0, 6)
  assert.equal((await view.events('tap')).length, 1)
})

viewTest('long press after 350 ms replaces the tap', async (view) => {
  await view.show(h('view', { ...box, on: { tap: 1, longpress: 1 } }))
  const { x, y } = await view.center('#box')
  await view.page.mouse.move(x, y)
  await view.page.mouse.down()
  await pause(450)
  await view.page.mouse.up()
  assert.deepEqual(
    (await view.events()).map((e) => e.type),
    ['longpress'],
  )
})

viewTest('touch: tap', { touch: true }, async (view) => {
  await view.show(h('view', { ...box, on: { touchstart: 1, touchend: 1, tap: 1 } }))
  await view.page.touchscreen.tap(100, 50)
  await view.waitEvent('tap')
  assert.deepEqual(
    (await view.events()).map((e) => e.type),
    ['touchstart', 'touchend', 'tap'],
  )
})

async function swipe(view, x, y, dx, dy) {
  const cdp = await view.context.newCDPSession(view.page)
  const send = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await send('touchStart', [{ x, y }])
  for (let i = 1; i <= 8; i++) {
    await send('touchMove', [{ x: x + (dx * i) / 8, y: y + (dy * i) / 8 }])
    await pause(16)
  }
  await send('touchEnd', [])
}

viewTest('touch: scrolling is no tap', { touch: true }, async (view) => {
  await view.show(h('view', { id: 'box', on: { tap: 1 }, style: 'height:3000px' }))
  await swipe(view, 100, 400, 0, -200)
  await pause(200)
  assert.equal((await view.events('tap')).length, 0)
  assert.ok((await view.page.evaluate(() => scrollY)) > 50)
})

viewTest(
  'touch: catch:touchmove keeps the page still, a scroll-view inside still scrolls',
  { touch: true },
  async (view) => {
    const long = h('view', { style: 'height:2000px' })
    const mask = h(
      'view',
      { id: 'mask', on: { touchmove: 3 }, style: 'position:fixed;left:0;top:0;right:0;bottom:0' },
      h('scroll-view', { id: 'inner', 'scroll-y': true, style: 'height:200px' }, long),
    )
    await view.show([long, mask])
    await swipe(view, 100, 450, 0, -200)
    await pause(150)
    assert.equal(await view.page.evaluate(() => scrollY), 0)
    await swipe(view, 100, 150, 0, -100)
    await pause(150)
    assert.ok((await view.page.evaluate(() => document.querySelector('#inner .wx-scroll').scrollTop)) > 30)
    assert.equal(await view.page.evaluate(() => scrollY), 0)
  },
)

viewTest('touch: two fingers are two touches', { touch: true }, async (view) => {
  await view.show(h('view', { ...box, on: { touchstart: 1, tap: 1 } }))
  const cdp = await view.context.newCDPSession(view.page)
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 50, y: 50, id: 1 }] })
  await cdp.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [
      { x: 50, y: 50, id: 1 },
      { x: 90, y: 50, id: 2 },
    ],
  })
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  const starts = await view.events('touchstart')
  assert.equal(starts.length, 2)
  assert.equal(starts[1].touches.length, 2)
  assert.equal((await view.events('tap')).length, 0)
})

viewTest('hover-class comes after its start time and goes after its stay time', async (view) => {
  const props = { ...box, 'hover-class': 'pressed', 'hover-start-time': 30, 'hover-stay-time': 80 }
  const ids = await view.show(h('view', { ...props }))
  await view.batch([15, ids.box, 'c9', ''])
  const has = () => view.page.evaluate(() => document.querySelector('#box').classList.contains('c9--pressed'))
  const { x, y } = await view.center('#box')
  await view.page.mouse.move(x, y)
  await view.page.mouse.down()
  assert.equal(await has(), false)
  await pause(100)
  assert.equal(await has(), true)
  await view.page.mouse.up()
  assert.equal(await has(), true)
  await pause(200)
  assert.equal(await has(), false)
})

viewTest('a tap is told before the look of what was tapped changes', async (view) => {
  const hover = { 'hover-class': 'pressed', 'hover-start-time': 60_000, 'hover-stay-time': 60_000 }
  await view.show(h('view', { ...box, ...hover, on: { tap: 1 } }))
  await view.page.evaluate(() => {
    const post = window.ipc.postMessage
    window.ipc.postMessage = (text) => {
      if (JSON.parse(text).type === 'tap') window.lookAtTap = document.querySelector('#box').className
      post(text)
    }
  })
  await view.tap('#box')
  const looks = await view.page.evaluate(() => [window.lookAtTap, document.querySelector('#box').className])
  assert.deepEqual(looks, ['', 'pressed'])
})

viewTest('keyboard: Enter taps the focused control', async (view) => {
  await view.show(h('button', { id: 'b', on: { tap: 1 } }, 'ok'))
  await view.page.keyboard.press('Tab')
  await view.page.keyboard.press('Enter')
  await view.page.keyboard.press(' ')
  assert.equal((await view.events('tap')).length, 2)
})

viewTest('a navigator tap always reaches logic', async (view) => {
  const ids = await view.show(h('navigator', { id: 'n', url: '/a' }, h('view', box)))
  await view.tap('#box')
  assert.equal((await view.events('tap'))[0].node, ids.box)
})

viewTest('transitionend', async (view) => {
  const ids = await view.show(h('view', { ...box, on: { transitionend: 1 } }))
  await view.page.evaluate(() => document.querySelector('#box').offsetWidth)
  await view.batch([13, ids.box, 'height:50px;transition:height 50ms'])
  const event = await view.waitEvent('transitionend')
  assert.equal(event.detail.propertyName, 'height')
})

viewTest('animation attribute plays its steps', async (view) => {
  const ids = await view.show(h('view', box))
  const option = { duration: 60, delay: 0, timingFunction: 'linear', transformOrigin: '50% 50% 0' }
  const steps = [
    {
      animates: [
        { type: 'translateX', args: [40] },
        { type: 'style', args: ['opacity', 0.5] },
      ],
      option: { transition: option },
    },
    { animates: [{ type: 'rotate', args: [90] }], option },
  ]
  await view.batch([8, ids.box, 'animation', { actions: steps }])
  await pause(300)
  assert.equal(await view.style('#box', 'opacity'), '0.5')
  assert.equal(await view.page.evaluate(() => document.querySelector('#box').style.transform), 'rotate(90deg)')
})
