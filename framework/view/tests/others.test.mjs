// Colour schemes, media, half pages, canvas touches, real touch on swipers and pull-down, policy.
import assert from 'node:assert/strict'
import { build, h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

viewTest('prefers-color-scheme follows the page, not the device', async (view) => {
  const text =
    '#v{color:rgb(1, 1, 1)} @media screen and (prefers-color-scheme: dark){#v{color:rgb(2, 2, 2)}} @supports (color: red){@media (prefers-color-scheme:light){#v{width:50px}}}'
  await view.page.emulateMedia({ colorScheme: 'dark' })
  await view.show(h('view', { id: 'v' }), { styles: [{ path: 'a.css', text }] })
  assert.equal(await view.style('#v', 'color'), 'rgb(1, 1, 1)')
  assert.equal(await view.style('#v', 'width'), '50px')
  await view.post({ t: 'theme', theme: 'dark' })
  assert.equal(await view.style('#v', 'color'), 'rgb(2, 2, 2)')
  assert.equal(await view.style('#v', 'width'), '375px')
  await view.post({ t: 'theme', theme: 'light' })
  assert.equal(await view.style('#v', 'color'), 'rgb(1, 1, 1)')
})

viewTest('video and audio: attributes, methods, errors', async (view) => {
  const ids = await view.show([
    h('video', { id: 'v', src: 'none.mp4', poster: 'javascript:1', loop: true, muted: true, on: { error: 1 } }),
    h('audio', { id: 'a', name: '歌', author: '某', controls: true }),
  ])
  const video = await view.page.evaluate(() => {
    const { loop, muted, controls, poster } = document.querySelector('#v video')
    return { loop, muted, controls, poster }
  })
  assert.deepEqual(video, { loop: true, muted: true, controls: true, poster: '' })
  assert.equal((await view.waitEvent('error')).node, ids.v)
  await view.invoke(ids.v, 'pause')
  assert.equal(await view.page.evaluate(() => document.querySelector('.wx-audio-title').textContent), '歌 · 某')
})

viewTest('audio goes on from where it was', async (view) => {
  const tree = h('audio', { id: 'a', src: silence(10), controls: true })
  const ids = await view.show(tree)
  await view.page.waitForFunction(() => document.querySelector('#a audio').readyState > 0)
  await view.invoke(ids.a, 'seek', { position: 4 })
  const told = await view.wait((m) => m.t === 'state' && m.kind === 'value', 'a position')
  assert.deepEqual([told.node, told.value], [ids.a, { time: 4, playing: false }])
  await view.assign()
  const { ops } = build(tree)
  ops.push(8, ids.a, 'value', told.value)
  await view.batch(ops)
  await view.page.waitForFunction(() => document.querySelector('#a audio').readyState > 0)
  assert.equal(await view.page.evaluate(() => document.querySelector('#a audio').currentTime), 4)
})

/** A WAV of so many seconds: 8 bits, 8,000 times a second. */
function silence(seconds) {
  const rate = 8000
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + seconds * rate, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(seconds * rate, 40)
  return `data:audio/wav;base64,${Buffer.concat([head, Buffer.alloc(seconds * rate, 128)]).toString('base64')}`
}

viewTest('page-container slides in and out with its events; match-media; page-meta', async (view) => {
  const on = { beforeenter: 1, enter: 1, afterenter: 1, beforeleave: 1, leave: 1, afterleave: 1, clickoverlay: 1 }
  await view.show([
    h('page-meta', { 'page-style': 'overflow:hidden' }),
    h('match-media', { id: 'wide', 'min-width': 600 }, 'wide'),
    h('match-media', { id: 'narrow', 'max-width': 600 }, 'narrow'),
    h('page-container', { show: true, duration: 50, on }, h('view', { id: 'in', style: 'height:200px' })),
  ])
  await pause(150)
  assert.equal((await view.box('#in')).y, 400)
  await view.page.mouse.click(100, 100)
  await pause(150)
  assert.deepEqual(
    (await view.events()).map((e) => e.type),
    ['beforeenter', 'enter', 'afterenter', 'clickoverlay', 'beforeleave', 'leave', 'afterleave'],
  )
  assert.equal(await view.style('#wide', 'display'), 'none')
  assert.equal(await view.style('#narrow', 'display'), 'block')
  assert.equal(await view.style('wx-page', 'overflow'), 'hidden')
})

viewTest('canvas: touches are relative to it', async (view) => {
  await view.show(h('view', { style: 'padding:30px 20px' }, h('canvas', { id: 'c', on: { touchstart: 1 } })))
  await view.page.mouse.move(25, 40)
  await view.page.mouse.down()
  const { touches } = (await view.events('touchstart'))[0]
  assert.deepEqual([touches[0].x, touches[0].y], [5, 10])
  await view.page.mouse.up()
})

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

viewTest('suspended pages pause their CSS animations', async (view) => {
  await view.show(h('view', { id: 'v', style: 'animation: wx-spin 1s infinite' }))
  await view.post({ t: 'suspend' })
  assert.equal(await view.style('#v', 'animation-play-state'), 'paused')
  await view.post({ t: 'resume' })
  assert.equal(await view.style('#v', 'animation-play-state'), 'running')
})

viewTest('program text never becomes markup, and nothing inline runs', async (view) => {
  await view.show([
    h('view', { title: '"><script>window.bad=1</script>' }, '<img src=x onerror="window.bad=1">'),
    h('text', { decode: true }, '&lt;script&gt;window.bad=1&lt;/script&gt;'),
  ])
  await view.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.bad = 2'
    document.body.appendChild(script)
  })
  assert.equal(await view.page.evaluate(() => window.bad), undefined)
  assert.equal(await view.page.evaluate(() => document.querySelector('wx-page img, wx-page script')), null)
})

viewTest('previewImage: pictures over the page, keys, a tap closes; none is an error', async (view) => {
  await view.show(h('view', { id: 'v' }))
  const dot = (fill) =>
    `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' fill='${fill}'/>`
  const urls = [dot('red'), dot('blue')]
  assert.equal((await view.invoke(1, 'previewImage', { urls, current: urls[1] })).error, undefined)
  await pause(200)
  assert.equal(await view.page.textContent('.tf-viewer-count'), '2 / 2')
  await view.page.keyboard.press('ArrowLeft')
  await pause(200)
  assert.equal(await view.page.textContent('.tf-viewer-count'), '1 / 2')
  await view.page.click('.tf-viewer')
  assert.equal(await view.page.locator('.tf-viewer').count(), 0)
  assert.equal((await view.invoke(1, 'previewImage', { urls: [] })).error, 'no pictures')
})
