// Starts Debian's Chromium with a page that holds the built view under the same policy as a host gives it, and speaks
// the view's protocol with it. Android's WebView is Chromium: touch here is the real thing.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const framework = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const ORIGIN = 'http://v1.test'
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data: blob:; media-src * data: blob:; font-src 'self' data: https:; connect-src 'none'"
const HTML = `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="/__tiffin__/view.css"><script src="/__tiffin__/bridge.js"></script></head>
<body><script src="/__tiffin__/view.js"></script></body></html>`
const BRIDGE = 'window.sent = []; window.ipc = { postMessage: (text) => { window.sent.push(JSON.parse(text)) } }'

/** A red 40 x 20 picture. */
export const PICTURE =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="red"/></svg>',
  )

export function chromiumPath() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(path)) throw new Error(`${path} is missing: apt-get install chromium, or set CHROMIUM`)
  return path
}

export async function launch() {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  })
}

/** Opens a view; `touch: true` is a phone with a touch screen. */
export async function openView(browser, { touch = false, width = 375, height = 600, scale = 1 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    deviceScaleFactor: scale,
  })
  const page = await context.newPage()
  const file = (name) => readFileSync(join(framework, 'dist', name))
  await page.route('**/*', (route) => {
    const url = route.request().url()
    const at = url.slice(ORIGIN.length)
    const answer = (contentType, body) =>
      route.fulfill({ contentType, body, headers: { 'content-security-policy': CSP } })
    if (!url.startsWith(ORIGIN)) return route.abort()
    if (at === '/__tiffin__/view.html') return answer('text/html', HTML)
    if (at === '/__tiffin__/view.js') return answer('text/javascript', file('view.js'))
    if (at === '/__tiffin__/view.css') return answer('text/css', file('view.css'))
    if (at === '/__tiffin__/bridge.js') return answer('text/javascript', BRIDGE)
    if (at === '/pages/list/a.svg' || at === '/images/a.svg')
      return answer('image/svg+xml', decodeURIComponent(PICTURE.slice(PICTURE.indexOf(',') + 1)))
    return route.fulfill({ status: 404, body: '' })
  })
  await page.goto(`${ORIGIN}/__tiffin__/view.html`)
  return new View(page, context)
}

export class View {
  constructor(page, context) {
    this.page = page
    this.context = context
    this.batches = 0
    this.queries = 0
  }

  post(message) {
    return this.page.evaluate((m) => window.__tiffin.receive(m), message)
  }

  assign(extra = {}) {
    const base = { t: 'assign', page: 7, program: 'test', path: 'pages/list/list', base: '/pages/list/', styles: [] }
    return this.post({ ...base, theme: 'light', lang: 'zh', config: {}, ...extra })
  }

  batch(ops) {
    return this.post({ t: 'batch', n: ++this.batches, ops })
  }

  /** Assigns a page and builds a tree of `h(...)` in it. Returns ids by name. */
  async show(tree, extra) {
    await this.assign(extra)
    const { ops, ids } = build(tree)
    await this.batch(ops)
    return ids
  }

  sent(t) {
    return this.page.evaluate((kind) => window.sent.filter((m) => !kind || m.t === kind), t)
  }

  async events(type) {
    return (await this.sent('event')).filter((m) => !type || m.type === type)
  }

  states(kind) {
    return this.sent('state').then((all) => all.filter((m) => !kind || m.kind === kind))
  }

  clear() {
    return this.page.evaluate(() => void (window.sent.length = 0))
  }

  /** Waits until a message satisfies `test`. */
  async wait(test, what = 'message', ms = 3000) {
    const end = Date.now() + ms
    for (;;) {
      const found = (await this.sent()).find(test)
      if (found) return found
      if (Date.now() > end)
        throw new Error(`no ${what} in ${ms} ms; got ${JSON.stringify((await this.sent()).slice(-6))}`)
      await new Promise((done) => setTimeout(done, 20))
    }
  }

  waitEvent(type) {
    return this.wait((m) => m.t === 'event' && m.type === type, `event ${type}`)
  }

  async query(items) {
    const q = ++this.queries
    await this.post({ t: 'query', q, items })
    return (await this.wait((m) => m.t === 'queried' && m.q === q, 'answer')).result
  }

  async invoke(node, method, args = {}) {
    const q = ++this.queries
    await this.post({ t: 'invoke', q, node, method, args })
    return this.wait((m) => m.t === 'invoked' && m.q === q, 'answer')
  }

  style(selector, property, pseudo) {
    return this.page.evaluate(
      ([s, p, x]) => getComputedStyle(document.querySelector(s), x).getPropertyValue(p),
      [selector, property, pseudo],
    )
  }

  box(selector) {
    return this.page.evaluate((s) => document.querySelector(s).getBoundingClientRect().toJSON(), selector)
  }

  async center(selector) {
    const { x, y, width, height } = await this.box(selector)
    return { x: x + width / 2, y: y + height / 2 }
  }

  async tap(selector) {
    const { x, y } = await this.center(selector)
    await this.page.mouse.click(x, y)
  }

  async drag(selector, dx, dy, steps = 8) {
    const { x, y } = await this.center(selector)
    await this.page.mouse.move(x, y)
    await this.page.mouse.down()
    for (let i = 1; i <= steps; i++) await this.page.mouse.move(x + (dx * i) / steps, y + (dy * i) / steps)
    await this.page.mouse.up()
  }

  close() {
    return this.context.close()
  }
}

/** A node for `build`: attributes by name; `on: {tap: flags}`, `class`, `style`, `id`, `key` are special. */
export function h(tag, props = {}, ...children) {
  return { tag, props, children: children.flat() }
}

/** Operations that build trees below the page root. `ids[key]` is the node id of what has that `id` or `key`. */
export function build(trees, { first = 2, parent = 1 } = {}) {
  const ops = []
  const ids = {}
  let next = first
  const make = (tree) => {
    const id = next++
    if (typeof tree === 'string') {
      ops.push(2, id, tree)
      return id
    }
    ops.push(1, id, tree.tag)
    for (const [name, value] of Object.entries(tree.props)) {
      if (name === 'on') for (const [event, flags] of Object.entries(value)) ops.push(17, id, event, flags)
      else if (name === 'class') for (const one of value.split(' ')) ops.push(10, id, one)
      else if (name === 'style') ops.push(13, id, value)
      else if (name === 'id') ops.push(14, id, value)
      else if (name === 'data') for (const [key, v] of Object.entries(value)) ops.push(16, id, key, v)
      else if (name !== 'key') ops.push(8, id, name, value)
    }
    ids[tree.props.id ?? tree.props.key ?? `#${id}`] = id
    for (const child of tree.children) ops.push(3, id, make(child))
    return id
  }
  for (const tree of [trees].flat()) ops.push(3, parent, make(tree))
  return { ops, ids, next }
}
