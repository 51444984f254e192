// Text, pictures, buttons, navigation, rich text and the small components.
import assert from 'node:assert/strict'
import { h, PICTURE } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

viewTest('text: line breaks, spaces, entities', async (view) => {
  const ids = await view.show([
    h('text', { id: 'a' }, 'a\nb\\nc'),
    h('text', { id: 'b', space: 'nbsp', decode: true }, 'x  &lt;y&gt;&amp;nbsp;'),
    h('text', { id: 'c' }, '&lt;'),
  ])
  const text = (id) => view.page.evaluate((i) => document.getElementById(i).textContent, id)
  assert.equal(await text('a'), 'a\nb\nc')
  assert.equal(await view.style('#a', 'white-space-collapse'), 'preserve-breaks')
  assert.equal(await text('b'), 'x\u00a0\u00a0<y>&nbsp;')
  assert.equal(await text('c'), '&lt;')
  await view.batch([7, ids.a + 1, 'n\\nn', 8, ids.c, 'decode', true])
  assert.equal(await text('a'), 'n\nn')
  assert.equal(await text('c'), '<')
  assert.equal(await view.style('#a', 'user-select'), 'none')
  await view.batch([8, ids.a, 'selectable', true])
  assert.equal(await view.style('#a', 'user-select'), 'text')
})

viewTest('image: default size, modes, load and error', async (view) => {
  await view.show([
    h('image', { id: 'd', src: PICTURE, on: { load: 1, error: 1 } }),
    h('image', { id: 'w', src: 'a.svg', mode: 'widthFix', style: 'width:200px' }),
    h('image', { id: 'f', src: '/images/a.svg', mode: 'aspectFill', style: 'width:50px;height:50px' }),
    h('image', { id: 'e', src: 'missing.png', on: { error: 1 } }),
    h('image', { id: 'j', src: 'javascript:alert(1)', on: { error: 1 } }),
  ])
  const load = await view.waitEvent('load')
  assert.deepEqual(load.detail, { width: 40, height: 20 })
  await pause(300)
  const d = await view.box('#d')
  assert.deepEqual([d.width, d.height], [320, 240])
  const w = await view.box('#w')
  assert.deepEqual([w.width, w.height], [200, 100])
  assert.equal(await view.style('#f img', 'object-fit'), 'cover')
  assert.equal((await view.events('error')).length, 2)
})

viewTest('button: looks, roles, form types', async (view) => {
  await view.show([
    h('button', { id: 'p', type: 'primary' }, 'a'),
    h('button', { id: 'd', disabled: true, on: { tap: 1 } }, 'b'),
  ])
  assert.equal(await view.style('#p', 'background-color'), 'rgb(26, 173, 25)')
  await view.tap('#d')
  assert.equal((await view.events('tap')).length, 0)
  assert.equal(await view.page.evaluate(() => document.getElementById('d').ariaDisabled), 'true')
  assert.equal(await view.page.evaluate(() => document.getElementById('p').getAttribute('role')), 'button')
  await view.show(h('button', { id: 'p', type: 'primary' }, 'a'), { config: { style: 'v2' } })
  assert.equal(await view.style('#p', 'background-color'), 'rgb(7, 193, 96)')
  assert.equal((await view.box('#p')).width, 184)
})

viewTest('an empty text is false wherever a boolean is meant', async (view) => {
  await view.show([
    h('view', { id: 'v', hidden: '' }, 'seen'),
    h('button', { id: 'b', disabled: '', loading: '', plain: '', on: { tap: 1 } }, 'b'),
    h('checkbox', { id: 'c', checked: '', disabled: '' }),
    h('switch', { id: 's', checked: '', disabled: '' }),
    h('scroll-view', { id: 'r', 'scroll-y': '', 'scroll-x': '' }),
    h('input', { id: 'i', password: '', disabled: '', focus: '' }),
    h('video', { id: 'm', muted: '', loop: '', autoplay: '' }),
    h('slider', { id: 'l', disabled: '', 'show-value': '' }),
    h('view', { id: 'bare', hidden: true }, 'not seen'),
  ])
  assert.equal(await view.style('#v', 'display'), 'block')
  assert.equal(await view.style('#bare', 'display'), 'none')
  await view.tap('#b')
  assert.equal((await view.events('tap')).length, 1)
  const set = await view.page.evaluate(() => {
    const has = (id, ...names) => names.filter((name) => document.getElementById(id).hasAttribute(name))
    const field = document.querySelector('#i input')
    const film = document.querySelector('#m video')
    return {
      button: has('b', 'disabled', 'loading', 'plain', 'aria-busy'),
      choices: [...has('c', 'checked', 'disabled'), ...has('s', 'checked', 'disabled')],
      scrolls: has('r', 'scroll-x', 'scroll-y'),
      field: [field.type, field.disabled, field === document.activeElement],
      film: [film.muted, film.loop, film.autoplay],
      slider: has('l', 'disabled'),
    }
  })
  assert.deepEqual(set, {
    button: [],
    choices: [],
    scrolls: [],
    field: ['text', false, false],
    film: [false, false, false],
    slider: [],
  })
})

viewTest('form: submit collects named fields', async (view) => {
  const ids = await view.show(
    h('form', { id: 'f', on: { submit: 1, reset: 1 } }, [
      h('input', { id: 'i', name: 'who', value: 'x' }),
      h('switch', { id: 's', name: 'on' }),
      h('slider', { name: 'size', value: 30 }),
      h(
        'checkbox-group',
        { name: 'many' },
        h('checkbox', { value: 'a', checked: true }),
        h('checkbox', { value: 'b' }),
      ),
      h('radio-group', { name: 'one' }, h('radio', { value: 'r', checked: true })),
      h('textarea', { name: '__proto__', value: 'evil' }),
      h('picker', { name: 'pick', value: 2, range: ['x', 'y', 'z'] }),
      h('button', { id: 'go', formType: 'submit' }, 'go'),
    ]),
  )
  await view.page.fill('#i input', '张三')
  await view.tap('#s')
  await view.tap('#go')
  const submit = await view.waitEvent('submit')
  assert.equal(submit.node, ids.f)
  const { who, on, size, many, one, pick } = submit.detail.value
  assert.deepEqual(
    { who, on, size, many, one, pick },
    { who: '张三', on: true, size: 30, many: ['a'], one: 'r', pick: 2 },
  )
})

// WeChat empties where HTML restores (https://doc.dcloud.net.cn/uni-app-x/component/form.html compares the platforms).
viewTest('form: reset empties every kind of field, whatever it began with, and tells who asked', async (view) => {
  const range = ['x', 'y', 'z']
  const fields = [
    h('input', { name: 'input', value: 'x' }),
    h('textarea', { name: 'area', value: 'x' }),
    h('switch', { name: 'switch', checked: true }),
    h(
      'checkbox-group',
      { name: 'many' },
      h('checkbox', { id: 'c', value: 'a', checked: true }),
      h('checkbox', { value: 'b' }),
    ),
    h('radio-group', { name: 'one' }, h('radio', { id: 'r', value: 'r', checked: true })),
    h('slider', { name: 'size', min: 10, value: 30 }),
    h('picker', { name: 'pick', value: 2, range }),
    h('picker', { name: 'several', mode: 'multiSelector', value: [1, 2], range: [range, range] }),
    h('picker', { name: 'time', mode: 'time', value: '08:30' }),
    h('picker', { name: 'date', mode: 'date', value: '2024-05-06' }),
    h('picker', { name: 'place', mode: 'region', value: ['广东省', '广州市', '海珠区'] }),
    h(
      'picker-view',
      { id: 'pv', name: 'wheel', value: [2], style: 'height:150px' },
      h('picker-view-column', {}, ...range.map((one) => h('view', {}, one))),
    ),
  ]
  const ids = await view.show(
    h('form', { id: 'f', on: { submit: 1, reset: 1 } }, [
      ...fields,
      h('button', { id: 'go', 'form-type': 'submit' }, 'go'),
      h('button', { id: 'undo', 'form-type': 'reset', data: { n: 1 } }, 'undo'),
    ]),
  )
  const press = (id) => view.page.locator(`#${id}`).click()
  await press('go')
  const [before] = await view.events('submit')
  assert.deepEqual(before.detail.value, {
    input: 'x',
    area: 'x',
    switch: true,
    many: ['a'],
    one: 'r',
    size: 30,
    pick: 2,
    several: [1, 2],
    time: '08:30',
    date: '2024-05-06',
    place: ['广东省', '广州市', '海珠区'],
    wheel: [2],
  })
  await press('undo')
  const reset = await view.waitEvent('reset')
  assert.deepEqual([reset.node, reset.detail.target.id, reset.detail.target.dataset], [ids.f, 'undo', { n: 1 }])
  await press('go')
  assert.deepEqual((await view.events('submit'))[1].detail.value, {
    input: '',
    area: '',
    switch: false,
    many: [],
    one: '',
    size: 10,
    pick: -1,
    several: [],
    time: '',
    date: '',
    place: [],
    wheel: [0],
  })
  assert.equal(await view.page.evaluate(() => document.querySelector('#pv .wx-wheel').scrollTop), 0)
  // What a rebuilt view is given, and what `model:` follows.
  const told = (await view.states()).map((m) => [m.node, m.kind, m.value])
  assert.deepEqual(
    told.filter(([node]) => [ids.c, ids.r].includes(node)),
    [
      [ids.c, 'checked', false],
      [ids.r, 'checked', false],
    ],
  )
  assert.equal(told.length, fields.length)
})

viewTest('form: what is pasted after a reset counts although it was there before', async (view) => {
  await view.show(
    h('form', {}, [
      h('input', { id: 'i', on: { input: 1 } }),
      h('button', { id: 'undo', 'form-type': 'reset' }, 'undo'),
    ]),
  )
  await view.page.fill('#i input', 'x')
  await view.tap('#undo')
  await view.page.fill('#i input', 'x')
  assert.deepEqual(
    (await view.events('input')).map((e) => e.detail.value),
    ['x', 'x'],
  )
})

viewTest('label: for, and nested', async (view) => {
  await view.show([
    h('label', { id: 'l', for: 's' }, h('text', { id: 'lt' }, 'switch')),
    h('switch', { id: 's', on: { change: 1 } }),
    h(
      'checkbox-group',
      { on: { change: 1 } },
      h('label', {}, h('checkbox', { value: 'v' }), h('text', { id: 'ct' }, 'check')),
    ),
  ])
  await view.tap('#lt')
  await view.tap('#ct')
  assert.deepEqual(
    (await view.events('change')).map((e) => e.detail.value),
    [true, ['v']],
  )
})

viewTest('rich-text: only what is allowed survives', async (view) => {
  const markup =
    '<p class="k" style="width:75rpx" onclick="x()">a<b>b</b></p><script>window.bad=1</script><img src="javascript:1" onerror="window.bad=1"><iframe src="/"></iframe><a href="x">l</a>'
  const ids = await view.show(h('rich-text', { id: 'r', nodes: markup }))
  const html = () => view.page.evaluate(() => document.getElementById('r').innerHTML)
  assert.equal(await html(), '<p class="k" style="width: 10vw;">a<b>b</b></p><img><a>l</a>')
  const nodes = [
    { name: 'div', attrs: { class: 'c', onclick: 'x' }, children: [{ type: 'text', text: 'hi&nbsp;<b>' }] },
    { name: 'script', children: [{ type: 'text', text: 'x' }] },
    null,
    7,
  ]
  await view.batch([8, ids.r, 'nodes', nodes])
  assert.equal(await html(), '<div class="c">hi&nbsp;&lt;b&gt;</div>')
  assert.equal(await view.page.evaluate(() => window.bad), undefined)
})

viewTest('icon, progress, open-data, unknown tags, placeholders', async (view) => {
  await view.show([
    h('icon', { id: 'i', type: 'success', size: 40 }),
    h('progress', { id: 'p', percent: 40, 'show-info': true }),
    h('open-data', { id: 'o', type: 'userNickName' }),
    h('span', { id: 's' }, 'inline'),
    h('section', { id: 'x' }, 'block'),
    h('map', { id: 'm', on: { error: 1 } }),
  ])
  assert.equal((await view.box('#i')).width, 40)
  assert.equal(await view.page.evaluate(() => document.querySelector('#p .wx-progress-inner-bar').style.width), '40%')
  assert.equal(await view.page.evaluate(() => document.querySelector('#o').textContent), '用户')
  assert.equal(await view.style('#s', 'display'), 'inline')
  assert.equal(await view.style('#x', 'display'), 'block')
  assert.equal((await view.waitEvent('error')).detail.errMsg, 'map:fail not supported')
})

viewTest('canvas draws, measures, exports; unknown commands are refused', async (view) => {
  const ids = await view.show(h('canvas', { id: 'c', type: '2d' }))
  const gradient = {
    gradient: 'linear',
    args: [0, 0, 10, 0],
    stops: [
      [0, '#f00'],
      [1, '#f00'],
    ],
  }
  const commands = [
    ['width', 20],
    ['height', 20],
    ['fillStyle', gradient],
    ['fillRect', 0, 0, 20, 20],
    ['setFillStyle', '#00f'],
    ['fillRect', 10, 0, 10, 20],
  ]
  const drawn = await view.invoke(ids.c, 'draw', { commands: [...commands, ['drawImage', PICTURE, 0, 10, 4, 4]] })
  assert.equal(drawn.error, undefined)
  const { result } = await view.invoke(ids.c, 'getImageData', { x: 0, y: 0, width: 20, height: 1 })
  const bytes = Buffer.from(result.base64, 'base64')
  assert.deepEqual([...bytes.subarray(0, 4)], [255, 0, 0, 255])
  assert.deepEqual([...bytes.subarray(60, 64)], [0, 0, 255, 255])
  assert.match((await view.invoke(ids.c, 'toDataURL')).result, /^data:image\/png;base64,/)
  assert.ok((await view.invoke(ids.c, 'measureText', { text: 'hello', font: '20px sans-serif' })).result.width > 20)
  assert.match((await view.invoke(ids.c, 'draw', { commands: [['constructor', 1]] })).error, /no command/)
  assert.match((await view.invoke(ids.c, 'evil')).error, /no method/)
})

viewTest('movable-view is dragged within its area', async (view) => {
  await view.show(
    h(
      'movable-area',
      { style: 'width:200px;height:200px' },
      h('movable-view', {
        id: 'm',
        direction: 'all',
        x: 10,
        y: '20px',
        style: 'width:50px;height:50px',
        on: { change: 1 },
      }),
    ),
  )
  await pause(300)
  assert.deepEqual([(await view.box('#m')).x, (await view.box('#m')).y], [10, 20])
  await view.drag('#m', 60, 500)
  await pause(300)
  const { x, y } = await view.box('#m')
  assert.deepEqual([Math.round(x), Math.round(y)], [70, 150])
  assert.equal((await view.events('change')).at(-1).detail.source, 'touch')
})

viewTest('root-portal leaves its place but keeps its events', async (view) => {
  const ids = await view.show(
    h(
      'view',
      { key: 'outer', on: { tap: 1 }, style: 'overflow:hidden;height:1px' },
      h('root-portal', {}, h('view', { id: 'in', style: 'position:fixed;top:300px;left:0;width:100px;height:100px' })),
    ),
  )
  await view.tap('#in')
  assert.ok((await view.events('tap'))[0].currents[ids.outer])
  await view.batch([5, 1, ids.outer])
  assert.equal(await view.page.evaluate(() => document.getElementById('in')), null)
})
