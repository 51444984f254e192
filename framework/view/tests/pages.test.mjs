// What holds for a page as a whole: its colour scheme, half pages, when it is suspended, and what its policy keeps out.
import assert from 'node:assert/strict'
import { h } from './browser.mjs'
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
