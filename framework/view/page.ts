// The page as a whole: given to this document by `assign`, scrolled, refreshed, themed, put to sleep.

import { dropMirrors, flushMirrors, mirrorSoon, resetClock } from './events/emit'
import { truthy } from './attributes'
import { closeSheets } from './components/sheet'
import { closeViewer } from './viewer'
import { PullDown } from './pulldown'
import { type Assign, type PageConfig, ROOT_ID } from './messages'
import { bind, listenCount, nodes, ViewNode } from './node'
import { applyScheme } from './scheme'
import { dropRows } from './rows'
import { absoluteUrls } from './rpx'
import { findById, scrollElement } from './scrolling'
import { resetReports, send } from './transport'
import { syncCatching } from './events/catching'
import { dropIntersections } from './intersection'
import { dropNatives, nativesMoved } from './native-places'
import { installScrollRoom, roomsChanged } from './scroll-room'

let config: PageConfig = {}
let assigned = false
let painted = false
let nearEnd = false
let frame = 0
let restore = 0
const pull = new PullDown()

const root = (): HTMLElement => document.documentElement
const scroller = (): Element => document.scrollingElement ?? document.documentElement

/** Makes the document the given page's, empty: what was there before is gone. */
export function assign(message: Assign): void {
  reset()
  config = message.config ?? {}
  assigned = true
  restore = message.scrollTop ?? 0
  setBase(message.base)
  root().lang = message.lang
  root().dataset.style = config.style === 'v2' ? 'v2' : 'v1'
  setTheme(message.theme)
  root().classList.toggle('tf-noscroll', truthy(config.disableScroll))
  pull.configure(config)
  for (const sheet of message.styles) addStyle(sheet.path, sheet.text)
  applyScheme(message.theme)
}

/** Whether the document is a page's; before that it is blank and waits. */
export function isAssigned(): boolean {
  return assigned
}

/** Makes the document blank again, as it was before its first page. */
export function unassign(): void {
  reset()
  nodes.clear()
  document.body.textContent = ''
  document.head.querySelector('base')?.remove()
  assigned = false
  config = {}
}

function reset(): void {
  dropIntersections()
  dropNatives()
  for (const node of [...nodes.values()]) node.component?.released()
  nodes.clear()
  dropRows()
  listenCount.clear()
  syncCatching()
  dropMirrors()
  closeSheets()
  closeViewer()
  resetClock()
  resetReports()
  painted = false
  nearEnd = false
  for (const style of document.querySelectorAll('style[data-program]')) style.remove()
  root().removeAttribute('style')
  document.body.textContent = ''
  const page = document.createElement('wx-page')
  bind(new ViewNode(ROOT_ID, 'page', page))
  document.body.appendChild(page)
  scroller().scrollTop = 0
}

function setBase(href: string): void {
  let base = document.head.querySelector('base')
  if (!base) {
    base = document.createElement('base')
    document.head.prepend(base)
  }
  base.href = /^\/[^/]/.test(href) ? href : '/'
}

/** Lengths and relative addresses in it are the compiler's work. */
function addStyle(path: string, text: string, before: Element | null = null): void {
  const style = document.createElement('style')
  style.dataset.program = path
  style.textContent = absoluteUrls(text)
  document.head.insertBefore(style, before)
}

/** All sheets of the page, now that more of its components are here: new ones go to their places, the others stay. */
export function addStyles(styles: { path: string; text: string }[]): void {
  if (!assigned) return
  const known = new Map<string, Element>()
  for (const style of document.querySelectorAll<HTMLElement>('style[data-program]')) {
    known.set(style.dataset.program ?? '', style)
  }
  let next: Element | null = null
  for (const sheet of [...styles].reverse()) {
    if (!known.has(sheet.path)) addStyle(sheet.path, sheet.text, next)
    next = known.get(sheet.path) ?? (next ? next.previousElementSibling : document.head.lastElementChild)
  }
  applyScheme(root().dataset.theme === 'dark' ? 'dark' : 'light')
}

export function setTheme(theme: 'light' | 'dark'): void {
  root().dataset.theme = theme
  root().style.colorScheme = theme
  applyScheme(theme)
  if (painted) spreadBackground()
}

/** The page's background covers the whole canvas, as a body's does, however short its box. */
function spreadBackground(): void {
  const page = nodes.get(ROOT_ID)?.el as HTMLElement | undefined
  if (!page) return
  root().style.backgroundColor = ''
  const { backgroundColor, backgroundImage } = getComputedStyle(page)
  const clear = backgroundColor === 'transparent' || backgroundColor === 'rgba(0, 0, 0, 0)'
  if (!clear && backgroundImage === 'none') root().style.backgroundColor = backgroundColor
}

/** After each batch: restores the scroll offset, and once tells the host that the page is on the screen. */
export function afterBatch(): void {
  if (!assigned) return
  tryRestore()
  nativesMoved()
  roomsChanged()
  nearEnd = nearEnd && roomBelow() <= reachDistance()
  if (painted) return
  painted = true
  spreadBackground()
  let told = false
  const tell = (): void => {
    if (!told) send({ t: 'painted' })
    told = true
  }
  requestAnimationFrame(() => requestAnimationFrame(tell))
  // A view that is not on the screen yet gets no frames; it must not keep the host waiting.
  setTimeout(tell, 250)
}

/** Scrolls to where the page was, as soon as there is enough of it: pictures may still be loading. */
function tryRestore(): void {
  if (restore <= 0) return
  scroller().scrollTop = restore
  if (scroller().scrollTop >= restore - 1) restore = 0
}

function reachDistance(): number {
  const distance = config.onReachBottomDistance
  return typeof distance === 'number' && distance >= 0 ? distance : 50
}

function roomBelow(): number {
  const el = scroller()
  return el.scrollHeight - el.scrollTop - el.clientHeight
}

function onScroll(): void {
  if (frame === 0) frame = requestAnimationFrame(reportScroll)
}

function reportScroll(): void {
  frame = 0
  // While the page is on its way to where it was, where it is counts for nothing.
  if (!assigned || restore > 0) return
  const scrollTop = Math.max(0, scroller().scrollTop)
  mirrorSoon(ROOT_ID, 'page-scroll', scrollTop)
  send({ t: 'page', event: 'scroll', detail: { scrollTop } })
  const near = roomBelow() <= reachDistance()
  if (near && !nearEnd && scrollTop > 0) send({ t: 'page', event: 'reachBottom', detail: {} })
  nearEnd = near
}

function onResize(): void {
  if (!assigned) return
  // A view that waited was larger than the page it shows, and had less to scroll.
  tryRestore()
  const size = {
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    screenWidth: screen.width,
    screenHeight: screen.height,
  }
  send({
    t: 'page',
    event: 'resize',
    detail: { size, deviceOrientation: innerWidth > innerHeight ? 'landscape' : 'portrait' },
  })
}

export function pageScrollTo(top: number | undefined, duration: number, selector?: string, offsetTop = 0): void {
  const target = selector ? find(selector) : null
  const to = target ? target.getBoundingClientRect().top + scroller().scrollTop + offsetTop : top
  restore = 0
  if (to !== undefined) scrollElement(scroller(), { top: to }, duration)
}

function find(selector: string): Element | null {
  if (/^#[\w-]+$/.test(selector)) return findById(document.body, selector)
  try {
    return document.body.querySelector(selector)
  } catch {
    return null
  }
}

export function refresh(on: boolean): void {
  if (on) pull.show()
  else pull.hide()
}

/** Hidden pages burn nothing: timers of components stop, CSS animations pause, what is mirrored is sent. */
export function setActive(on: boolean): void {
  if (!on) flushMirrors()
  root().classList.toggle('tf-suspended', !on)
  for (const node of nodes.values()) node.component?.active(on)
}

export function installPage(): void {
  addEventListener('scroll', onScroll, { passive: true })
  addEventListener('resize', onResize)
  addEventListener('pagehide', flushMirrors)
  document.addEventListener('load', tryRestore, true)
  // From the first touch on, the page is where the person puts it.
  const taken = (): void => void (restore = 0)
  for (const type of ['wheel', 'pointerdown', 'touchstart', 'keydown']) addEventListener(type, taken, { passive: true })
  pull.install()
  installScrollRoom()
  if (!document.querySelector('meta[name=viewport]')) {
    const meta = document.createElement('meta')
    meta.name = 'viewport'
    meta.content = 'width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no, viewport-fit=cover'
    document.head.appendChild(meta)
  }
}
