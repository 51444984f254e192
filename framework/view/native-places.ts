// Where the native views of a page lie (maps, cameras, live video, web-views): a shell draws them over the page, and can
// only follow it if the view says so whenever one moves, comes or goes (docs/formats/messages.md, `natives`).

import type { Area, NativeKind, NativePlace } from './messages'
import type { ViewNode } from './node'
import { send } from './transport'

/** A shell draws no more of them; what a page has beyond is not told. */
const MAX_PLACES = 16

const KINDS: Record<string, NativeKind | undefined> = {
  map: 'map',
  camera: 'camera',
  'live-player': 'live-player',
  'live-pusher': 'live-pusher',
  'web-view': 'web-view',
}

const tracked = new Set<ViewNode>()
const sizes = new ResizeObserver(nativesMoved)
let told = '[]'
let frame = 0

/** Follows an element from now on, if it is one that a shell draws. */
export function trackNative(node: ViewNode): void {
  if (!KINDS[node.tag] || tracked.has(node)) return
  tracked.add(node)
  sizes.observe(node.el as Element)
  if (tracked.size === 1) listen(true)
  nativesMoved()
}

export function untrackNative(node: ViewNode): void {
  if (!tracked.delete(node)) return
  sizes.unobserve(node.el as Element)
  if (tracked.size === 0) listen(false)
  nativesMoved()
}

/** The page is another one now: whoever had views of the last one knows that they went with it. */
export function dropNatives(): void {
  for (const node of [...tracked]) untrackNative(node)
  cancelAnimationFrame(frame)
  frame = 0
  told = '[]'
}

/** Something may have moved: measured once per frame, and told if it is so. */
export function nativesMoved(): void {
  if (frame === 0 && (tracked.size > 0 || told !== '[]')) frame = requestAnimationFrame(reportPlaces)
}

const MOVES = ['scroll', 'load', 'transitionend', 'animationend'] as const

function listen(on: boolean): void {
  const change = on ? 'addEventListener' : 'removeEventListener'
  for (const type of MOVES) document[change](type, nativesMoved, { capture: true, passive: true })
  window[change]('resize', nativesMoved)
}

function reportPlaces(): void {
  frame = 0
  const places: NativePlace[] = []
  for (const node of tracked) {
    const kind = KINDS[node.tag]
    const el = node.el as Element
    const rect = areaOf(el.getBoundingClientRect())
    if (!kind || rect.width <= 0 || rect.height <= 0 || places.length >= MAX_PLACES) continue
    const clip = seenOf(el, rect)
    places.push({ node: node.id, kind, rect, ...(same(clip, rect) ? {} : { clip }) })
  }
  const text = JSON.stringify(places)
  if (text === told) return
  told = text
  send({ t: 'natives', places })
}

function areaOf({ left, top, width, height }: DOMRect): Area {
  return { left, top, width, height }
}

/** What of an element its scrolling and clipping ancestors leave; no width and no height if nothing. */
function seenOf(el: Element, rect: Area): Area {
  let seen = rect
  for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(up)
    if (overflowX !== 'visible' || overflowY !== 'visible') seen = meet(seen, areaOf(up.getBoundingClientRect()))
  }
  return seen
}

function meet(a: Area, b: Area): Area {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const width = Math.max(0, Math.min(a.left + a.width, b.left + b.width) - left)
  const height = Math.max(0, Math.min(a.top + a.height, b.top + b.height) - top)
  return { left, top, width, height }
}

function same(a: Area, b: Area): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height
}
