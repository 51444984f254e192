// Video, audio, pictures to look at, and touches on a canvas.
import assert from 'node:assert/strict'
import { build, h } from './browser.mjs'
import { pause, suite, viewTest } from './suite.mjs'

suite()

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

viewTest('canvas: touches are relative to it', async (view) => {
  await view.show(h('view', { style: 'padding:30px 20px' }, h('canvas', { id: 'c', on: { touchstart: 1 } })))
  await view.page.mouse.move(25, 40)
  await view.page.mouse.down()
  const { touches } = (await view.events('touchstart'))[0]
  assert.deepEqual([touches[0].x, touches[0].y], [5, 10])
  await view.page.mouse.up()
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
