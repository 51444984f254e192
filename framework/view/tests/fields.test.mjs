// Input, textarea, switch, checkbox, radio, slider: values, events, mirroring, restoring.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const on = { input: 1, focus: 1, blur: 1, confirm: 1, change: 1, changing: 1 }

viewTest('input: typing is an event and mirrored; confirm and blur', async (view) => {
  const ids = await view.show(h('input', { id: 'i', placeholder: '请输入', 'placeholder-class': 'ph', on }))
  assert.equal(await view.style('#i .ph', 'display'), 'block')
  await view.tap('#i')
  await view.page.keyboard.type('ab')
  await view.page.keyboard.press('Enter')
  const events = await view.events()
  assert.deepEqual(
    events.map((e) => [e.type, e.detail.value]),
    [
      ['focus', ''],
      ['input', 'a'],
      ['input', 'ab'],
      ['confirm', 'ab'],
      ['blur', 'ab'],
    ],
  )
  assert.equal(events[2].detail.cursor, 2)
  assert.deepEqual(await view.states('value'), [
    { t: 'state', node: ids.i, kind: 'value', value: 'a' },
    { t: 'state', node: ids.i, kind: 'value', value: 'ab' },
  ])
  assert.equal(await view.style('#i .ph', 'display'), 'none')
  await view.batch([8, ids.i, 'value', ''])
  assert.equal(await view.page.inputValue('#i input'), '')
  assert.equal(await view.style('#i .ph', 'display'), 'block')
})

viewTest("input: Escape leaves the field and is used up; the next one is nobody's", async (view) => {
  await view.show(h('input', { id: 'i', on }))
  await view.tap('#i')
  await view.page.keyboard.type('a')
  await view.page.evaluate(() => {
    window.escapes = []
    addEventListener('keydown', (event) => window.escapes.push(event.defaultPrevented))
  })
  await view.page.keyboard.press('Escape')
  await view.page.keyboard.press('Escape')
  assert.deepEqual(await view.page.evaluate(() => window.escapes), [true, false])
  assert.deepEqual(
    (await view.events()).map((e) => [e.type, e.detail.value]),
    [
      ['focus', ''],
      ['input', 'a'],
      ['blur', 'a'],
    ],
  )
})

viewTest('input: the program may rewrite what was typed without moving the cursor', async (view) => {
  const ids = await view.show(h('input', { id: 'i', value: 'abcd', on }))
  await view.page.evaluate(() => {
    const input = document.querySelector('#i input')
    input.focus()
    input.setSelectionRange(1, 1)
  })
  await view.page.keyboard.type('X')
  await view.batch([8, ids.i, 'value', 'aXBCD'])
  assert.equal(await view.page.evaluate(() => document.querySelector('#i input').selectionStart), 2)
})

viewTest('input: a late echo of an older keystroke takes nothing away; emptying always does', async (view) => {
  const ids = await view.show(h('input', { id: 'i', on }))
  await view.tap('#i')
  await view.page.keyboard.type('can')
  await view.batch([8, ids.i, 'value', 'c'])
  await view.batch([8, ids.i, 'value', 'ca'])
  assert.equal(await view.page.inputValue('#i input'), 'can')
  await view.batch([8, ids.i, 'value', 'CAN'])
  assert.equal(await view.page.inputValue('#i input'), 'CAN')
  await view.batch([8, ids.i, 'value', ''])
  assert.equal(await view.page.inputValue('#i input'), '')
})

viewTest('input: composition sends one event, at its end', async (view) => {
  await view.show(h('input', { id: 'i', on }))
  await view.tap('#i')
  const cdp = await view.context.newCDPSession(view.page)
  await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
  await cdp.send('Input.imeSetComposition', { text: 'nih', selectionStart: 3, selectionEnd: 3 })
  assert.equal((await view.events('input')).length, 0)
  await cdp.send('Input.insertText', { text: '你好' })
  await pause(50)
  assert.deepEqual(
    (await view.events('input')).map((e) => e.detail.value),
    ['你好'],
  )
})

viewTest('input: type, maxlength, focus attribute, methods', async (view) => {
  const ids = await view.show(h('input', { id: 'i', type: 'number', password: true, maxlength: 3, focus: true }))
  const field = await view.page.evaluate(() => {
    const { type, inputMode, maxLength } = document.querySelector('#i input')
    return { type, inputMode, maxLength, focused: document.activeElement?.className }
  })
  assert.deepEqual(field, { type: 'password', inputMode: 'numeric', maxLength: 3, focused: 'wx-input-field' })
  await view.invoke(ids.i, 'blur')
  assert.equal(await view.page.evaluate(() => document.activeElement === document.body), true)
  await view.invoke(ids.i, 'focus')
  await view.batch([8, ids.i, 'disabled', true, 8, ids.i, 'maxlength', -1])
  assert.equal(await view.page.evaluate(() => document.querySelector('#i input').disabled), true)
})

viewTest('textarea grows with its text', async (view) => {
  await view.show([
    h('textarea', { id: 't', 'auto-height': true, style: 'width:200px', on: { linechange: 1, input: 1 } }),
    h('textarea', { id: 'd' }),
  ])
  const before = (await view.box('#t')).height
  await view.tap('#t')
  await view.page.keyboard.type('one')
  await view.page.keyboard.press('Enter')
  await view.page.keyboard.type('two')
  assert.ok((await view.box('#t')).height > before + 10)
  assert.equal((await view.events('linechange')).at(-1).detail.lineCount, 2)
  assert.deepEqual([(await view.box('#d')).width, (await view.box('#d')).height], [300, 150])
})

viewTest('switch, checkbox, radio: tap, event, state, accessibility', async (view) => {
  const ids = await view.show([
    h('switch', { id: 's', checked: true, on }),
    h('switch', { id: 'off', disabled: true, on }),
    h('checkbox-group', { key: 'cg', on }, [
      h('checkbox', { id: 'c1', value: '1' }),
      h('checkbox', { id: 'c2', value: '2', checked: true }),
    ]),
    h('radio-group', { key: 'rg', on }, [
      h('radio', { id: 'r1', value: 'x', checked: true }),
      h('radio', { id: 'r2', value: 'y' }),
    ]),
  ])
  for (const id of ['s', 'off', 'c1', 'r2', 'r2']) await view.tap(`#${id}`)
  assert.deepEqual(
    (await view.events('change')).map((e) => [e.node, e.detail.value]),
    [
      [ids.s, false],
      [ids.cg, ['1', '2']],
      [ids.rg, 'y'],
    ],
  )
  assert.deepEqual(
    (await view.states('checked')).map((m) => [m.node, m.value]),
    [
      [ids.s, false],
      [ids.c1, true],
      [ids.r1, false],
      [ids.r2, true],
    ],
  )
  const aria = (id) => view.page.evaluate((i) => document.getElementById(i).getAttribute('aria-checked'), id)
  assert.deepEqual(
    [await aria('s'), await aria('c1'), await aria('r1'), await aria('r2')],
    ['false', 'true', 'false', 'true'],
  )
})

viewTest('slider: drag, steps, keys', async (view) => {
  const ids = await view.show(h('slider', { id: 's', min: 0, max: 10, step: 2, value: 4, on }))
  const { x, width, y, height } = await view.box('#s .wx-slider-handle-wrapper')
  const mouse = view.page.mouse
  await mouse.move(x + width * 0.4, y + height / 2)
  await mouse.down()
  for (const at of [0.5, 0.7, 0.79]) await mouse.move(x + width * at, y + height / 2)
  await mouse.up()
  assert.equal((await view.events('change')).at(-1).detail.value, 8)
  assert.ok((await view.events('changing')).length >= 1)
  assert.deepEqual((await view.states('value')).at(-1), { t: 'state', node: ids.s, kind: 'value', value: 8 })
  await mouse.click(x + width * 0.2, y + height / 2)
  assert.equal((await view.events('change')).at(-1).detail.value, 2)
  await view.page.evaluate(() => document.querySelector('#s').focus())
  await view.page.keyboard.press('ArrowRight')
  assert.equal((await view.events('change')).at(-1).detail.value, 4)
})

viewTest('picker: a button inside it opens it, a form button does not', async (view) => {
  await view.show([
    h('picker', { id: 'p', range: ['a', 'b'], value: 0, on: { change: 1, tap: 1 } }, h('button', { id: 'b' }, 'pick')),
    h('picker', { id: 'q', range: ['a'] }, h('button', { id: 's', 'form-type': 'submit' }, 'send')),
  ])
  await view.tap('#b')
  await pause(400)
  assert.equal(await view.page.evaluate(() => document.querySelectorAll('.tf-picker-item').length), 2)
})
