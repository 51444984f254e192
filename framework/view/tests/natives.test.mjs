// Where native views lie, as the view tells its shell.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
import { suite, viewTest } from './suite.mjs'

suite()

/** The newest report, once it is as wanted. */
async function told(view, wanted) {
  let last
  for (let tries = 0; tries < 200; tries += 1) {
    last = (await view.sent('natives')).at(-1)?.places
    if (last && wanted(last)) return last
    await view.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
  }
  throw new Error(`not told; last: ${JSON.stringify(last)}`)
}

const box = (tag, props = {}) => h(tag, { style: 'display:block;width:200px;height:100px', ...props })

viewTest('a map is told with its rectangle, and again when the page scrolls', async (view) => {
  const ids = await view.show([
    h('view', { style: 'height:50px' }),
    box('map', { id: 'm' }),
    h('view', { style: 'height:3000px' }),
  ])
  const [place] = await told(view, (places) => places.length === 1)
  assert.deepEqual(place, { node: ids.m, kind: 'map', rect: { left: 0, top: 50, width: 200, height: 100 } })
  await view.page.evaluate(() => scrollTo(0, 30))
  const [moved] = await told(view, (places) => places[0]?.rect.top === 20)
  assert.equal(moved.clip, undefined, 'the page itself cuts nothing off: its view does')
})

viewTest('inside of a scroll-view only a part is seen, and the clip says which', async (view) => {
  await view.show([
    h('scroll-view', { id: 's', 'scroll-y': true, style: 'height:150px' }, [
      h('view', { style: 'height:100px' }),
      box('camera', { id: 'c' }),
      h('view', { style: 'height:900px' }),
    ]),
  ])
  const [half] = await told(view, (places) => places.length === 1)
  assert.deepEqual(half.rect, { left: 0, top: 100, width: 200, height: 100 })
  assert.deepEqual(half.clip, { left: 0, top: 100, width: 200, height: 50 })
  await view.page.evaluate(() => (document.querySelector('#s .wx-scroll').scrollTop = 400))
  const [gone] = await told(view, (places) => places[0]?.rect.top === -300)
  assert.equal(gone.clip.height, 0, 'nothing of it is seen')
})

viewTest('what moves by a change of data, comes and goes is told; what stays is told once', async (view) => {
  const ids = await view.show([h('view', { id: 'before', style: 'height:10px' }), box('live-player', { id: 'p' })])
  await told(view, (places) => places[0]?.rect.top === 10)
  await view.batch([13, ids.before, 'height:40px'])
  await told(view, (places) => places[0]?.rect.top === 40)
  const count = (await view.sent('natives')).length
  await view.batch([13, ids.before, 'height:40px;color:red'])
  await view.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  assert.equal((await view.sent('natives')).length, count)
  await view.batch([13, ids.p, 'display:none'])
  await told(view, (places) => places.length === 0)
})

viewTest('a page without native views says nothing of them', async (view) => {
  await view.show([box('view'), box('editor')])
  await view.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  assert.deepEqual(await view.sent('natives'), [])
})
