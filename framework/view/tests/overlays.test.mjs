// <modal>, <toast>, <loading>, <action-sheet> of WeChat's first programs; components of a program's own by their names.
import assert from 'node:assert/strict'
import { build, h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

const seen = (view, selector) =>
  view.page.evaluate((s) => {
    const el = document.querySelector(s)
    const { visibility } = getComputedStyle(el)
    return visibility === 'visible' && el.getClientRects().length > 0
  }, selector)
const types = async (view) => (await view.events()).map((e) => [e.node, e.type])

viewTest('modal: words, content, confirm and cancel, the mask and Escape cancel', async (view) => {
  const on = { confirm: 1, cancel: 1 }
  const ids = await view.show([
    h('view', { style: 'height:3000px' }),
    h(
      'modal',
      { id: 'm', title: '标题', 'confirm-text': '好', hidden: true, on },
      h('input', { id: 'i', on: { blur: 1 } }),
    ),
  ])
  assert.equal(await seen(view, '#i'), false)
  await view.batch([8, ids.m, 'hidden', false])
  assert.deepEqual(
    await view.page.evaluate(() =>
      [...document.querySelectorAll('.wx-modal-dialog-hd, .wx-modal-dialog-ft > *')].map((e) => e.textContent),
    ),
    ['标题', '取消', '好'],
  )
  const box = await view.box('.wx-modal-dialog')
  assert.ok(
    Math.abs(box.x + box.width / 2 - 187.5) < 1 && Math.abs(box.y + box.height / 2 - 300) < 1,
    'it is in the middle',
  )
  await view.tap('.wx-modal-btn-primary')
  await view.tap('.wx-modal-btn-default')
  await view.page.mouse.click(5, 5)
  assert.deepEqual(await types(view), [
    [ids.m, 'confirm'],
    [ids.m, 'cancel'],
    [ids.m, 'cancel'],
  ])
  // It is the program's to hide it; the page below does not move.
  assert.equal(await seen(view, '#i'), true)
  await view.page.mouse.move(5, 300)
  await view.page.mouse.wheel(0, 200)
  await pause(200)
  assert.equal(await view.page.evaluate(() => scrollY), 0)
  await view.clear()
  await view.tap('#i')
  await view.page.keyboard.press('Escape')
  assert.deepEqual(await types(view), [[ids.i, 'blur']])
  await view.page.keyboard.press('Escape')
  assert.deepEqual((await types(view)).at(-1), [ids.m, 'cancel'])
  await view.batch([8, ids.m, 'no-cancel', true, 8, ids.m, 'confirm-text', undefined])
  assert.equal(await seen(view, '.wx-modal-btn-default'), false)
  assert.equal(await view.page.textContent('.wx-modal-btn-primary'), '确定')
  await view.batch([8, ids.m, 'hidden', true])
  await view.clear()
  await view.page.keyboard.press('Escape')
  assert.deepEqual(await types(view), [])
})

viewTest('toast: says once that its time is over, each time it is shown', async (view) => {
  const ids = await view.show(h('toast', { id: 't', duration: 60, on: { change: 1 } }, '已完成'))
  await view.waitEvent('change')
  assert.equal(await view.page.textContent('.wx-toast-content'), '已完成')
  assert.ok(await view.page.evaluate(() => document.querySelector('.wx-toast-icon path').getAttribute('d').length > 0))
  await view.batch([8, ids.t, 'hidden', true])
  assert.equal(await seen(view, '.wx-toast'), false)
  await view.clear()
  await view.batch([8, ids.t, 'hidden', false])
  await view.waitEvent('change')
  await view.batch([8, ids.t, 'hidden', true, 8, ids.t, 'duration', 0])
  await view.clear()
  await view.batch([8, ids.t, 'hidden', false])
  await pause(200)
  assert.equal(await seen(view, '.wx-toast'), true)
  assert.deepEqual(await types(view), [], 'a duration of nothing has no end')
})

viewTest('toast: one that is taken away while it is shown says nothing', async (view) => {
  const ids = await view.show(h('toast', { id: 't', duration: 100, on: { change: 1 } }))
  await view.batch([5, 1, ids.t, 18, ids.t])
  await pause(250)
  assert.deepEqual(await types(view), [])
})

viewTest('loading: is there until the program hides it, and takes the taps', async (view) => {
  const ids = await view.show([
    h('view', { id: 'v', style: 'height:600px', on: { tap: 1 } }),
    h('loading', { id: 'l' }, '加载中'),
  ])
  assert.equal(await view.page.textContent('.wx-loading-content'), '加载中')
  await view.tap('#v')
  assert.deepEqual(await types(view), [])
  await view.batch([8, ids.l, 'hidden', true])
  await view.tap('#v')
  assert.deepEqual(await types(view), [[ids.v, 'tap']])
})

viewTest('action-sheet: hidden at first; items are tapped, cancel and the mask are a change', async (view) => {
  const ids = await view.show(
    h('action-sheet', { id: 's', on: { change: 1 } }, [
      h('action-sheet-item', { id: 'a', on: { tap: 1 } }, '甲'),
      h('action-sheet-item', { id: 'b' }, '乙'),
      h('action-sheet-cancel', { id: 'c' }, '取消'),
    ]),
  )
  assert.equal(await seen(view, '#a'), false)
  await view.batch([8, ids.s, 'hidden', false])
  await pause(400)
  const { bottom } = await view.box('#c')
  assert.equal(bottom, 600)
  await view.tap('#a')
  assert.deepEqual(await types(view), [[ids.a, 'tap']])
  await view.clear()
  await view.tap('.wx-action-sheet-cancel')
  await view.page.mouse.click(100, 20)
  await view.page.keyboard.press('Escape')
  assert.deepEqual(await types(view), [
    [ids.s, 'change'],
    [ids.s, 'change'],
    [ids.s, 'change'],
  ])
  await view.batch([8, ids.s, 'hidden', true])
  await pause(400)
  assert.equal(await seen(view, '#a'), false)
})

viewTest("a component of the program's own may be called like a built-in one", async (view) => {
  const { ops, ids } = build([
    h('modal.', { id: 'm', hidden: false, class: 'mine' }, h('view', { id: 'in' }, 'mine')),
    h('icon.', { id: 'i', type: 'success' }),
  ])
  await view.assign({
    styles: [{ path: 'a.css', text: '.mine { display: block; width: 100px } wx-modal { color: rgb(1, 2, 3) }' }],
  })
  await view.batch(ops)
  assert.equal((await view.box('#m')).width, 100)
  assert.equal(await view.style('#in', 'color'), 'rgb(1, 2, 3)', 'style sheets find it by its name')
  assert.deepEqual(
    await view.page.evaluate(() => [
      document.querySelector('.wx-modal-mask'),
      document.querySelector('#i').childElementCount,
    ]),
    [null, 0],
  )
  await view.batch([8, ids.m, 'hidden', true])
  assert.equal(await view.style('#m', 'display'), 'none')
})
