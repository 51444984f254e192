// The operation protocol: every code, and what a bad batch does.
import assert from 'node:assert/strict'
import { build, h } from './browser.mjs'
import { suite, viewTest } from './suite.mjs'

suite()

const html = (view) => view.page.evaluate(() => document.querySelector('wx-page').innerHTML)

viewTest('says ready, acknowledges batches, says painted once', async (view) => {
  assert.equal((await view.sent('ready')).length, 1)
  await view.show(h('view'))
  await view.batch([])
  await view.wait((m) => m.t === 'painted')
  assert.deepEqual(
    (await view.sent('applied')).map((m) => m.n),
    [1, 2],
  )
  assert.equal((await view.sent('painted')).length, 1)
})

viewTest('a view that waits warms up, says nothing of it, and is blank again', async (view) => {
  await new Promise((resolve) => setTimeout(resolve, 400))
  const left = await view.page.evaluate(() => [
    document.body.childNodes.length,
    document.querySelectorAll('style[data-program]').length,
    Boolean(document.querySelector('base')),
  ])
  assert.deepEqual(left, [0, 0, false])
  assert.deepEqual((await view.sent('error')).concat(await view.sent('applied'), await view.sent('painted')), [])
  await view.assign()
  await view.batch([1, 2, 'view', 3, 1, 2])
  assert.equal(await html(view), '<wx-view></wx-view>')
})

viewTest('tree operations', async (view) => {
  await view.assign()
  await view.batch([1, 2, 'view', 1, 3, 'view', 2, 4, 'four', 3, 1, 2, 4, 1, 3, 2, 3, 3, 4])
  assert.equal(await html(view), '<wx-view>four</wx-view><wx-view></wx-view>')
  await view.batch([7, 4, '4'])
  await view.batch([1, 5, 'div', 6, 1, 5, 3])
  assert.equal(await html(view), '<wx-div></wx-div><wx-view></wx-view>')
  await view.batch([5, 1, 2, 18, 2, 18, 3])
  assert.equal(await html(view), '<wx-div></wx-div>')
})

viewTest('attributes, classes, style, id, scope', async (view) => {
  await view.assign()
  await view.batch([
    1,
    2,
    'view',
    3,
    1,
    2,
    10,
    2,
    'a',
    10,
    2,
    'b',
    11,
    2,
    'a',
    14,
    2,
    'x',
    13,
    2,
    'width: 75rpx; height:1.5RPX',
  ])
  await view.batch([15, 2, 'c3k', 'h1', 8, 2, 'aria-label', 'hi', 8, 2, 'hidden', true, 8, 2, 'onclick', 'alert(1)'])
  const el = await view.page.evaluate(() => {
    const e = document.getElementById('x')
    return {
      cls: e.className,
      style: e.getAttribute('style'),
      label: e.ariaLabel,
      hidden: e.hidden,
      on: e.getAttribute('onclick'),
    }
  })
  assert.equal(el.cls, 'b c3k-- h1--host')
  assert.equal(el.style, 'width: 10vw; height: 0.2vw;')
  assert.equal(el.label, 'hi')
  assert.equal(el.hidden, true)
  assert.equal(el.on, null)
  await view.batch([12, 2, 9, 2, 'hidden'])
  assert.equal(await view.page.evaluate(() => document.getElementById('x').className), 'c3k-- h1--host')
  assert.equal(await view.style('#x', 'display'), 'block')
})

viewTest('bad operations are reported and skipped; an unknown code ends the batch', { faulty: true }, async (view) => {
  await view.assign()
  await view.batch([
    3,
    1,
    99,
    1,
    2,
    'view',
    1,
    3,
    '<img src=x>',
    1,
    1,
    'view',
    3,
    1,
    2,
    10,
    2,
    'bad class',
    10,
    2,
    'ok',
    77,
    1,
    10,
    2,
    'no',
  ])
  assert.equal(await html(view), '<wx-view class="ok"></wx-view>')
  const errors = await view.sent('error')
  assert.equal(errors.length, 5)
  assert.match(errors.at(-1).message, /bad operation 77/)
  assert.deepEqual((await view.sent('applied')).at(-1), { t: 'applied', n: 1 })
  await view.post({ t: 'nonsense' })
  await view.post('not json')
  assert.equal((await view.sent('error')).length, 7)
})

viewTest('cyclic placement is an error, not a broken tree', { faulty: true }, async (view) => {
  await view.show(h('view', { key: 'a' }, h('view', { key: 'b' })))
  await view.batch([3, 3, 2])
  assert.equal((await view.sent('error')).length, 1)
  assert.equal(await html(view), '<wx-view><wx-view></wx-view></wx-view>')
})

viewTest('assign again makes an empty document of another page', async (view) => {
  await view.show(h('view', { id: 'old' }), { styles: [{ path: 'app.css', text: '.a{color:red}' }] })
  await view.assign({ styles: [{ path: 'pages/p.css', text: 'wx-page{background:rgb(1, 2, 3)}' }], base: '/pages/x/' })
  const state = await view.page.evaluate(() => ({
    html: document.querySelector('wx-page').innerHTML,
    sheets: [...document.querySelectorAll('style')].map((s) => s.dataset.program),
    base: document.baseURI,
  }))
  assert.deepEqual(state, { html: '', sheets: ['pages/p.css'], base: 'http://v1.test/pages/x/' })
  await view.batch(build(h('view')).ops)
  assert.equal(await view.style('html', 'background-color'), 'rgb(1, 2, 3)')
})

viewTest('sheets of a package that came late go to their places, and the others stay', async (view) => {
  const sheet = (path, color) => ({ path, text: `.a{color:${color}}` })
  await view.show(h('view', { class: 'a', id: 'a' }), {
    styles: [sheet('app.css', 'red'), sheet('pages/p.css', 'green')],
  })
  await view.page.evaluate(() =>
    document.querySelectorAll('style[data-program]').forEach((s) => (s.dataset.old = 'yes')),
  )
  const all = [
    sheet('far/one.css', 'blue'),
    sheet('app.css', 'red'),
    sheet('far/two.css', 'blue'),
    sheet('pages/p.css', 'green'),
  ]
  await view.post({ t: 'styles', styles: [...all, sheet('far/last.css', 'rgb(1, 2, 3)')] })
  const sheets = () =>
    view.page.evaluate(() =>
      [...document.querySelectorAll('style[data-program]')].map((s) => s.dataset.program + (s.dataset.old ?? '')),
    )
  const expected = ['far/one.css', 'app.cssyes', 'far/two.css', 'pages/p.cssyes', 'far/last.css']
  assert.deepEqual(await sheets(), expected)
  assert.equal(await view.style('#a', 'color'), 'rgb(1, 2, 3)')
  await view.post({ t: 'styles', styles: all })
  assert.deepEqual(await sheets(), expected)
  await view.assign()
  assert.deepEqual(await sheets(), [])
  assert.deepEqual(await view.sent('error'), [])
})

viewTest('a page of 120 nodes applies in a few milliseconds', async (view) => {
  const card = (i) =>
    h(
      'view',
      { class: 'card', style: 'padding:20rpx', on: { tap: 1 } },
      h('image', { src: '/images/a.svg', mode: 'aspectFill' }),
      [
        h('view', { class: 'name' }, h('text', {}, `Card ${i}`)),
        h('button', { size: 'mini', type: 'primary' }, '加入'),
      ],
    )
  const { ops, next } = build(Array.from({ length: 17 }, (_, i) => card(i)))
  assert.ok(next >= 120)
  const times = []
  for (let i = 0; i < 15; i++) {
    await view.assign()
    times.push(
      await view.page.evaluate((list) => {
        const start = performance.now()
        window.__tiffin.receive({ t: 'batch', n: 1, ops: list })
        return performance.now() - start
      }, ops),
    )
  }
  times.sort((a, b) => a - b)
  console.log(
    `# ${next - 2} nodes, ${ops.length} items: median ${times[7].toFixed(2)} ms, worst ${times[14].toFixed(2)} ms`,
  )
  assert.ok(times[7] < 12, `median ${times[7]} ms`)
})

viewTest('a batch of 20,000 nodes is applied whole', async (view) => {
  await view.assign()
  const ops = []
  for (let i = 2; i < 20_002; i++) ops.push(1, i, 'view', 3, 1, i)
  await view.batch(ops)
  assert.equal(await view.page.evaluate(() => document.querySelector('wx-page').childElementCount), 20_000)
})

viewTest('plain data become attributes that style sheets select by', async (view) => {
  await view.assign()
  await view.batch([1, 2, 'view', 3, 1, 2, 16, 2, 'weuiTheme', 'dark', 16, 2, 'on', true, 16, 2, '"><b', 'x'])
  assert.equal(await html(view), '<wx-view data-weui-theme="dark" data-on="true"></wx-view>')
  await view.batch([16, 2, 'weuiTheme', 'light', 16, 2, 'on', null])
  assert.equal(await html(view), '<wx-view data-weui-theme="light"></wx-view>')
  // The mode of a picture is the view's own affair.
  await view.batch([1, 3, 'image', 3, 1, 3, 16, 3, 'mode', 'center', 16, 3, 'id', 7])
  assert.equal(await view.page.evaluate(() => document.querySelector('wx-image').dataset.mode !== 'center'), true)
  assert.equal(await view.page.evaluate(() => document.querySelector('wx-image').dataset.id), '7')
})

viewTest('addresses without a scheme mean https', async (view) => {
  await view.assign({
    styles: [{ path: 'a.css', text: '.a{background:url( "//h.test/a.png")}.b{background:url(/b//c.png)}' }],
  })
  await view.batch([
    1,
    2,
    'view',
    3,
    1,
    2,
    13,
    2,
    'background-image: url(//h.test/b.png)',
    1,
    3,
    'image',
    3,
    1,
    3,
    8,
    3,
    'src',
    '//h.test/c.png',
  ])
  const text = await view.page.evaluate(() => document.querySelector('style[data-program]').textContent)
  assert.equal(text, '.a{background:url( "https://h.test/a.png")}.b{background:url(/b//c.png)}')
  assert.match(
    await view.page.evaluate(() => document.querySelector('wx-view').style.backgroundImage),
    /https:\/\/h\.test/,
  )
  assert.equal(await view.page.evaluate(() => document.querySelector('wx-image img').src), 'https://h.test/c.png')
})
