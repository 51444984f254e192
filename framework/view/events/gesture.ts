// Taps, long presses and touch events from what the platform gives: real touch events where there are any
// (Android, iOS), else synthesized from the mouse (desktop; WebKitGTK has no touch events at all).
// A tap is a press and release within TAP_SLOP of each other, with no scrolling in between.

import type { TouchPoint } from '../messages'
import { emit, heard } from './emit'
import { nearest, pathFrom, type ViewNode } from '../node'
import { truthy } from '../attributes'
import { runDefault } from './activate'
import { hoverCancel, hoverEnd, hoverStart } from './hover'

/** CSS pixels a finger may wander and still tap; WeChat's own figure is 10. */
export const TAP_SLOP = 10
/** Milliseconds until a press is a long press (WeChat's documented 350). */
export const LONG_PRESS = 350

interface Press {
  node: ViewNode
  target: Element
  id: number
  x: number
  y: number
  moved: boolean
  timer: number
  long: boolean
}

let press: Press | null = null

function point(p: { clientX: number; clientY: number }, identifier: number): TouchPoint {
  return {
    identifier,
    pageX: p.clientX + window.scrollX,
    pageY: p.clientY + window.scrollY,
    clientX: p.clientX,
    clientY: p.clientY,
  }
}

function points(list: TouchList): TouchPoint[] {
  return Array.from(list, (t) => point(t, t.identifier))
}

function begin(target: Element, p: TouchPoint): void {
  end()
  const node = nearest(target)
  if (!node) return
  press = { node, target, id: p.identifier, x: p.clientX, y: p.clientY, moved: false, timer: 0, long: false }
  press.timer = window.setTimeout(() => longPress(p), LONG_PRESS)
  hoverStart(target)
}

function longPress(p: TouchPoint): void {
  if (!press || press.moved) return
  const detail = { x: p.pageX, y: p.pageY }
  const options = { bubbles: true, touches: [p], changedTouches: [p] }
  press.long = emit(press.node, 'longpress', detail, options)
  emit(press.node, 'longtap', detail, options)
}

function moved(p: TouchPoint): void {
  if (!press || press.moved || p.identifier !== press.id) return
  if (Math.abs(p.clientX - press.x) > TAP_SLOP || Math.abs(p.clientY - press.y) > TAP_SLOP) cancelTap()
}

/** The press is no tap any more: it moved, or something scrolled under it. */
export function cancelTap(): void {
  if (!press || press.moved) return
  press.moved = true
  clearTimeout(press.timer)
  hoverCancel()
}

function end(): void {
  if (press) clearTimeout(press.timer)
  press = null
}

function finish(p: TouchPoint): void {
  const done = press
  end()
  const taps = done && !done.moved && !done.long && done.id === p.identifier
  // Told before the look changes: logic works while styles are resolved, and where the target lies is known without that.
  if (taps) tap(done.target, p)
  hoverEnd()
}

/** Emits `tap` from the node at a DOM node, then performs the default action of what was tapped. */
export function tap(target: Element, p: TouchPoint): void {
  const node = nearest(target)
  if (!node || onDisabledButton(node)) return
  const always = logicActs(node)
  emit(node, 'tap', { x: p.pageX, y: p.pageY }, { bubbles: true, touches: [p], changedTouches: [p], always })
  runDefault({ x: p.clientX, y: p.clientY, target })
}

/** Taps that logic acts on although the program does not listen: routes, and buttons that open something. */
function logicActs(node: ViewNode): boolean {
  for (const at of pathFrom(node)) {
    if (at.tag === 'navigator') return true
    if (at.tag === 'button' && at.attrs?.get('open-type') !== undefined && !truthy(at.attrs.get('disabled')))
      return true
  }
  return false
}

/** A disabled button takes taps and does nothing, as in HTML. */
function onDisabledButton(node: ViewNode): boolean {
  for (const at of pathFrom(node)) if (at.tag === 'button') return truthy(at.attrs?.get('disabled'))
  return false
}

/** Touches of a canvas also say where on it. */
function onCanvas(node: ViewNode, ...lists: TouchPoint[][]): void {
  const { left, top } = (node.el as HTMLElement).getBoundingClientRect()
  for (const p of lists.flat()) {
    p.x = p.clientX - left
    p.y = p.clientY - top
  }
}

function sendTouch(type: string, target: EventTarget | null, touches: TouchPoint[], changed: TouchPoint[]): void {
  const node = nearest(target as Node | null)
  if (!node || !heard(node, type, true)) return
  if (node.tag === 'canvas') onCanvas(node, touches, changed)
  emit(
    node,
    type,
    { x: changed[0]?.pageX ?? 0, y: changed[0]?.pageY ?? 0 },
    { bubbles: true, touches, changedTouches: changed },
  )
}

function onTouch(event: TouchEvent): void {
  const changed = points(event.changedTouches)
  const first = changed[0]
  if (!first) return
  sendTouch(event.type, event.target, points(event.touches), changed)
  if (event.type === 'touchstart') {
    if (event.touches.length === 1) begin(event.target as Element, first)
    else cancelTap()
  } else if (event.type === 'touchmove') {
    changed.forEach(moved)
  } else if (event.type === 'touchend') {
    finish(first)
  } else {
    cancelTap()
    end()
  }
}

let mouseDown: Element | null = null

function isMouse(event: PointerEvent): boolean {
  return event.pointerType === 'mouse'
}

function onPointerDown(event: PointerEvent): void {
  if (!isMouse(event) || event.button !== 0) return
  const p = point(event, 0)
  mouseDown = event.target as Element
  sendTouch('touchstart', mouseDown, [p], [p])
  begin(mouseDown, p)
}

function onPointerMove(event: PointerEvent): void {
  if (!mouseDown || !isMouse(event)) return
  const p = point(event, 0)
  sendTouch('touchmove', mouseDown, [p], [p])
  moved(p)
}

function onPointerUp(event: PointerEvent): void {
  if (!mouseDown || !isMouse(event)) return
  const p = point(event, 0)
  const target = mouseDown
  mouseDown = null
  sendTouch(event.type === 'pointerup' ? 'touchend' : 'touchcancel', target, [], [p])
  if (event.type === 'pointerup') finish(p)
  else {
    cancelTap()
    end()
  }
}

export function installGestures(): void {
  const passive = { passive: true, capture: true }
  document.addEventListener('touchstart', onTouch, passive)
  document.addEventListener('touchmove', onTouch, passive)
  document.addEventListener('touchend', onTouch, passive)
  document.addEventListener('touchcancel', onTouch, passive)
  document.addEventListener('pointerdown', onPointerDown, passive)
  document.addEventListener('pointermove', onPointerMove, passive)
  document.addEventListener('pointerup', onPointerUp, passive)
  document.addEventListener('pointercancel', onPointerUp, passive)
  document.addEventListener('scroll', cancelTap, passive)
  document.addEventListener('wheel', cancelTap, passive)
  document.addEventListener('contextmenu', (event) => {
    if (!(event.target as Element).closest('input,textarea')) event.preventDefault()
  })
  document.addEventListener('dragstart', (event) => event.preventDefault())
}
