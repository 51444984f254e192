// Scroll-view, swiper, pickers, and the page's own scrolling.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const rows = (n, height = 40) =>
  Array.from({ length: n }, (_, i) => h('view', { id: `r${i}`, style: `height:${height}px` }, `row ${i}`))
const list = (props = {}) => h('scroll-view', { id: 's', 'scroll-y': true, style: 'height:200px', ...props }, rows(30))
const top = (view) => view.page.evaluate(() => document.querySelector('#s .wx-scroll').scrollTop)

viewTest('scroll-view: events once per frame, thresholds, mirrored offset', async (view) => {
  const ids = await view.show(list({ on: { scroll: 1, scrolltolower: 1, scrolltoupper: 1 } }))
  const { x, y } = await view.center('#s')
  await view.page.mouse.move(x, y)
  await view.page.mouse.wheel(0, 300)
  await pause(300)
  const scroll = (await view.events('scroll')).at(-1).detail
  assert.equal(scroll.scrollTop, 300)
  assert.equal(scroll.scrollHeight, 1200)
  assert.deepEqual((await view.states('scroll')).at(-1), {
    t: 'state',
    node: ids.s,
    kind: 'scroll',
    value: { left: 0, top: 300 },
  })
  await view.page.mouse.wheel(0, 3000)
  await pause(300)
  assert.equal((await view.waitEvent('scrolltolower')).detail.direction, 'bottom')
  await view.page.mouse.wheel(0, -5000)
  await pause(300)
  assert.equal((await view.events('scrolltoupper')).length, 1)
  assert.equal((await view.events('scrolltolower')).length, 1)
})

viewTest('scroll-view: scroll-top, scroll-into-view, animation, methods, query', async (view) => {
  const ids = await view.show(list({ 'scroll-top': 80 }))
  assert.equal(await top(view), 80)
  await view.batch([8, ids.s, 'scroll-into-view', 'r10'])
  assert.equal(await top(view), 400)
  await view.batch([8, ids.s, 'scroll-with-animation', true, 8, ids.s, 'scroll-top', 0])
  assert.ok((await top(view)) > 0)
  await pause(500)
  assert.equal(await top(view), 0)
  await view.invoke(ids.s, 'scrollTo', { top: 120 })
  const [answer] = await view.query([{ node: ids.s, fields: { scrollOffset: true, size: true } }])
  assert.equal(answer.scrollTop, 120)
  assert.equal(answer.height, 200)
})

viewTest('scroll-view: goes where it was once the view has its size, unless it was touched', async (view) => {
  const room = h('scroll-view', { id: 's', 'scroll-y': true, style: 'height:100vh', 'scroll-top': 150 }, [
    h('view', { style: 'height:800px' }),
  ])
  const top = () => view.page.evaluate(() => document.querySelector('#s .wx-scroll').scrollTop)
  const height = (height) => view.page.setViewportSize({ width: 375, height })
  await height(700)
  await view.show(room)
  assert.equal(await top(), 100)
  await height(600)
  await view.page.waitForFunction(() => document.querySelector('#s .wx-scroll').scrollTop === 150)
  await height(700)
  await view.show(room)
  await view.tap('#s')
  await height(600)
  await pause(200)
  assert.equal(await top(), 100)
})

viewTest('scroll-view: horizontal with enable-flex', async (view) => {
  const item = (i) => h('view', { id: `h${i}`, style: 'flex:none;width:150px;height:50px' })
  await view.show(
    h(
      'scroll-view',
      { id: 's', 'scroll-x': true, 'enable-flex': true, style: 'flex-direction:row' },
      [0, 1, 2, 3].map(item),
    ),
  )
  assert.equal((await view.box('#h1')).x, 150)
  assert.equal((await view.box('#s')).height, 50)
  assert.equal(await view.page.evaluate(() => document.querySelector('#s .wx-scroll').scrollWidth), 600)
})

viewTest('scroll-view: refresher', async (view) => {
  const ids = await view.show(list({ 'refresher-enabled': true, on: { refresherrefresh: 1, refresherrestore: 1 } }))
  await view.drag('#s', 0, 150)
  await view.waitEvent('refresherrefresh')
  await view.batch([8, ids.s, 'refresher-triggered', true])
  await view.batch([8, ids.s, 'refresher-triggered', false])
  await view.waitEvent('refresherrestore')
})

const swiper = (props = {}, n = 3) =>
  h(
    'swiper',
    { id: 'w', duration: 100, on: { change: 1, animationfinish: 1 }, ...props },
    Array.from({ length: n }, (_, i) => h('swiper-item', { id: `i${i}`, 'item-id': `id${i}` }, `${i}`)),
  )
const left = async (view, id) => Math.round((await view.box(id)).x)

viewTest('swiper: drag, bounds, dots, finish, mirrored current', async (view) => {
  const ids = await view.show(swiper({ 'indicator-dots': true }))
  await view.drag('#w', -220, 0)
  const change = await view.waitEvent('change')
  assert.deepEqual(change.detail, { current: 1, currentItemId: 'id1', source: 'touch' })
  await view.waitEvent('animationfinish')
  assert.equal(await left(view, '#i1'), 0)
  assert.equal(await left(view, '#i0'), -375)
  assert.equal(
    await view.page.evaluate(() =>
      [...document.querySelectorAll('.wx-swiper-dot')].findIndex((d) => d.matches('.wx-swiper-dot-active')),
    ),
    1,
  )
  assert.deepEqual(await view.states('current'), [{ t: 'state', node: ids.w, kind: 'current', value: 1 }])
  await view.drag('#w', 220, 0)
  await view.drag('#w', 220, 0)
  await pause(250)
  assert.equal(await left(view, '#i0'), 0)
})

viewTest('swiper: circular both ways with two and three items', async (view) => {
  for (const n of [2, 3]) {
    await view.show(swiper({ circular: true }, n))
    await view.clear()
    await view.drag('#w', 220, 0)
    await pause(250)
    assert.equal(await left(view, `#i${n - 1}`), 0)
    await view.drag('#w', -220, 0)
    await pause(250)
    assert.equal(await left(view, '#i0'), 0)
    assert.deepEqual(
      (await view.events('change')).map((e) => e.detail.current),
      [n - 1, 0],
    )
  }
})

viewTest('swiper: current at start is shown at once; set later it slides; autoplay; suspend stops it', async (view) => {
  const ids = await view.show(swiper({ current: 2 }))
  assert.equal(await left(view, '#i2'), 0)
  assert.equal((await view.events()).length, 0)
  await view.batch([8, ids.w, 'current', 0])
  await view.waitEvent('animationfinish')
  assert.equal((await view.events('change'))[0].detail.source, '')
  await view.clear()
  await view.batch([8, ids.w, 'interval', 120, 8, ids.w, 'autoplay', true])
  assert.equal((await view.waitEvent('change')).detail.source, 'autoplay')
  await view.post({ t: 'suspend' })
  await pause(150)
  const before = (await view.events('change')).length
  await pause(400)
  assert.equal((await view.events('change')).length, before)
  await view.post({ t: 'resume' })
  await pause(300)
  assert.ok((await view.events('change')).length > before)
})

viewTest('swiper: vertical, several at once, margins', async (view) => {
  await view.show(swiper({ vertical: true }))
  await view.drag('#w', 0, -100)
  assert.equal((await view.waitEvent('change')).detail.current, 1)
  await view.show(swiper({ 'display-multiple-items': 2, 'previous-margin': '50rpx', 'next-margin': '25px' }))
  assert.equal((await view.box('#i0')).x, 25)
  assert.equal((await view.box('#i0')).width, (375 - 50) / 2)
})

viewTest('swiper: items that come and go', async (view) => {
  const ids = await view.show(swiper({ current: 2 }))
  await view.batch([5, ids.w, ids.i2, 18, ids.i2])
  assert.equal(await left(view, '#i1'), 0)
  await view.batch([1, 900, 'swiper-item', 14, 900, 'i9', 3, ids.w, 900])
  assert.equal(await left(view, '#i9'), 375)
})

viewTest('picker: selector by sheet', async (view) => {
  const ids = await view.show(
    h(
      'picker',
      {
        id: 'p',
        range: [{ n: '甲' }, { n: '乙' }, { n: '丙' }],
        rangeKey: 'n',
        value: 1,
        on: { change: 1, cancel: 1 },
      },
      h('view', {}, 'pick'),
    ),
  )
  await view.tap('#p')
  await pause(350)
  assert.deepEqual(
    await view.page.evaluate(() => [...document.querySelectorAll('.tf-picker-item')].map((e) => e.textContent)),
    ['甲', '乙', '丙'],
  )
  const { x, y } = await view.center('.tf-picker .wx-wheel')
  await view.page.mouse.click(x, y + 48)
  await pause(450)
  await view.page.click('.tf-confirm')
  const change = await view.waitEvent('change')
  assert.deepEqual([change.node, change.detail], [ids.p, { value: '2' }])
  assert.equal((await view.states('value')).at(-1).value, 2)
  await view.tap('#p')
  await pause(350)
  await view.page.keyboard.press('Escape')
  await view.waitEvent('cancel')
})

viewTest('picker: date limits follow the chosen month; time; multi column change', async (view) => {
  await view.show([
    h('picker', { id: 'd', mode: 'date', value: '2024-01-31', on: { change: 1 } }, h('view', {}, 'date')),
    h('picker', { id: 't', mode: 'time', value: '09:05', on: { change: 1 } }, h('view', {}, 'time')),
    h(
      'picker',
      {
        id: 'm',
        mode: 'multiSelector',
        range: [
          ['a', 'b'],
          ['1', '2'],
        ],
        value: [0, 1],
        on: { change: 1, columnchange: 1 },
      },
      h('view', {}, 'multi'),
    ),
  ])
  await view.tap('#d')
  await pause(350)
  const month = await view.center('.tf-picker .wx-wheel:nth-child(2)')
  await view.page.mouse.click(month.x, month.y + 48)
  await pause(450)
  await view.page.click('.tf-confirm')
  assert.equal((await view.waitEvent('change')).detail.value, '2024-02-29')
  await view.clear()
  await pause(300)
  await view.tap('#t')
  await pause(350)
  await view.page.click('.tf-confirm')
  assert.equal((await view.waitEvent('change')).detail.value, '09:05')
  await view.clear()
  await pause(300)
  await view.tap('#m')
  await pause(350)
  const first = await view.center('.tf-picker .wx-wheel:nth-child(1)')
  await view.page.mouse.click(first.x, first.y + 48)
  assert.deepEqual((await view.waitEvent('columnchange')).detail, { column: 0, value: 1 })
  await view.page.click('.tf-confirm')
  assert.deepEqual((await view.waitEvent('change')).detail.value, [1, 1])
})

viewTest('picker-view: columns turn, value places them', async (view) => {
  const column = (n) =>
    h(
      'picker-view-column',
      {},
      Array.from({ length: n }, (_, i) => h('view', { class: 'it' }, `${i}`)),
    )
  const ids = await view.show(
    h(
      'picker-view',
      { id: 'p', value: [2, 1], style: 'height:170px', 'indicator-style': 'height:50px', on: { change: 1 } },
      [column(6), column(4)],
    ),
  )
  const tops = () => view.page.evaluate(() => [...document.querySelectorAll('.wx-wheel')].map((w) => w.scrollTop))
  assert.deepEqual(await tops(), [100, 50])
  const { x, y } = await view.center('#p .wx-wheel')
  await view.page.mouse.click(x, y + 50)
  assert.deepEqual((await view.waitEvent('change')).detail.value, [3, 1])
  await view.batch([8, ids.p, 'value', [0, 3]])
  assert.deepEqual(await tops(), [0, 150])
})

viewTest('page: scroll events, reachBottom once, pageScrollTo, restoring', async (view) => {
  const pageTop = () => view.page.evaluate(() => scrollY)
  await view.show(rows(60), { config: { onReachBottomDistance: 100 } })
  await view.post({ t: 'scroll', top: 500, duration: 0 })
  await view.wait((m) => m.t === 'page' && m.event === 'scroll' && m.detail.scrollTop === 500)
  await view.wait((m) => m.t === 'state' && m.kind === 'page-scroll' && m.value === 500 && m.node === 1)
  await view.post({ t: 'scroll', selector: '#r20', duration: 100 })
  await pause(300)
  assert.equal(await pageTop(), 800)
  assert.equal((await view.sent('page')).filter((m) => m.event === 'reachBottom').length, 0)
  await view.post({ t: 'scroll', top: 9999, duration: 0 })
  await pause(100)
  await view.post({ t: 'scroll', top: 1750, duration: 0 })
  await pause(100)
  assert.equal((await view.sent('page')).filter((m) => m.event === 'reachBottom').length, 1)
  await view.show(rows(60), { scrollTop: 640 })
  assert.equal(await pageTop(), 640)
})

viewTest('page: goes where it was once the view has its size, and says nothing before', async (view) => {
  await view.page.setViewportSize({ width: 375, height: 700 })
  await view.show(h('view', { style: 'height:800px' }), { scrollTop: 150 })
  const top = () => view.page.evaluate(() => scrollY)
  assert.equal(await top(), 100)
  await pause(100)
  assert.deepEqual(await view.states('page-scroll'), [])
  await view.page.setViewportSize({ width: 375, height: 600 })
  await view.page.waitForFunction(() => scrollY === 150)
  await view.wait((m) => m.t === 'state' && m.kind === 'page-scroll' && m.value === 150)
})

viewTest('page: pull-down refresh by hand and by program', async (view) => {
  await view.show(h('view', { id: 'v', style: 'height:300px' }), { config: { enablePullDownRefresh: true } })
  await view.drag('#v', 0, 160)
  await view.wait((m) => m.t === 'page' && m.event === 'pullDownRefresh')
  await pause(350)
  assert.equal((await view.box('#v')).y, 50)
  await view.post({ t: 'refresh', on: false })
  await pause(350)
  assert.equal((await view.box('#v')).y, 0)
  await view.post({ t: 'refresh', on: true })
  await pause(350)
  assert.equal((await view.box('#v')).y, 50)
})

viewTest('page: queries, theme, resize', async (view) => {
  const ids = await view.show(
    h('view', { id: 'v', data: { k: 1 }, mode: 'x', style: 'width:100px;height:20px;margin:5px;color:rgb(1, 2, 3)' }),
  )
  const fields = {
    id: true,
    dataset: true,
    rect: true,
    size: true,
    properties: ['mode'],
    computedStyle: ['color', 'margin-left'],
  }
  const [own, port, none] = await view.query([
    { node: ids.v, fields },
    { node: null, fields: { size: true, scrollOffset: true } },
    { node: 999, fields },
  ])
  const rect = { left: 5, top: 5, right: 105, bottom: 25, width: 100, height: 20 }
  assert.deepEqual(own, { id: 'v', dataset: { k: 1 }, ...rect, mode: 'x', color: 'rgb(1, 2, 3)', 'margin-left': '5px' })
  assert.deepEqual([port.width, port.height, port.scrollTop], [375, 600, 0])
  assert.equal(none, null)
  await view.post({ t: 'theme', theme: 'dark' })
  assert.equal(await view.style('html', 'color-scheme'), 'dark')
  await view.page.setViewportSize({ width: 400, height: 500 })
  const resize = await view.wait((m) => m.t === 'page' && m.event === 'resize')
  assert.equal(resize.detail.size.windowWidth, 400)
})

viewTest(
  'a rebuilt view looks as the lost one did: values, checks, slides, offsets come back from attributes',
  async (view) => {
    const tree = [
      h('input', { id: 'i', value: 'typed' }),
      h('switch', { id: 'c', checked: true }),
      swiper({ current: 1 }),
      h('slider', { id: 'sl', value: 70 }),
      list({ 'scroll-top': 240 }),
      ...rows(30),
    ]
    await view.show(tree, { scrollTop: 300 })
    const state = await view.page.evaluate(() => ({
      input: document.querySelector('#i input').value,
      checked: document.getElementById('c').getAttribute('aria-checked'),
      slide: Math.round(document.getElementById('i1').getBoundingClientRect().x),
      slider: document.getElementById('sl').getAttribute('aria-valuenow'),
      scroll: document.querySelector('#s .wx-scroll').scrollTop,
      page: scrollY,
    }))
    assert.deepEqual(state, { input: 'typed', checked: 'true', slide: 0, slider: '70', scroll: 240, page: 300 })
  },
)
