// Sends events to logic. Only the deepest node is named; capture, bubbling and catching happen in logic. Nothing is
// sent that no node on the way up listens to.

import type { Offset, StateKind, TouchPoint } from '../messages'
import { listenCount, nearest, pathFrom, type ViewNode } from '../node'
import { send } from '../transport'

let epoch = performance.now()

/** Starts the page's clock: `timeStamp` counts from here. */
export function resetClock(): void {
  epoch = performance.now()
}

export function now(): number {
  return performance.now() - epoch
}

export function offsetOf(node: ViewNode): Offset {
  const rect = (node.el as HTMLElement).getBoundingClientRect()
  return { left: rect.left + window.scrollX, top: rect.top + window.scrollY }
}

/** Does the node, or one above it when the event bubbles, listen? */
export function heard(node: ViewNode, type: string, bubbles: boolean): boolean {
  if ((listenCount.get(type) ?? 0) <= 0) return false
  if (!bubbles) return node.listensTo(type)
  for (const at of pathFrom(node)) if (at.listensTo(type)) return true
  return false
}

export interface EmitOptions {
  bubbles?: boolean
  touches?: TouchPoint[]
  changedTouches?: TouchPoint[]
  /** Send it although nobody listens: logic itself acts on it. */
  always?: boolean
}

/** Sends an event of a component or a gesture; returns whether it was sent. */
export function emit(node: ViewNode, type: string, detail: unknown, options: EmitOptions = {}): boolean {
  const bubbles = options.bubbles ?? false
  if (!options.always && !heard(node, type, bubbles)) return false
  let currents: Record<string, Offset> | undefined
  if (bubbles) {
    for (const at of pathFrom(node)) {
      if (at !== node && at.listensTo(type)) (currents ??= {})[at.id] = offsetOf(at)
    }
  }
  send({
    t: 'event',
    node: node.id,
    type,
    detail,
    touches: options.touches ?? [],
    changedTouches: options.changedTouches ?? [],
    timeStamp: now(),
    offset: offsetOf(node),
    bubbles,
    ...(currents ? { currents } : {}),
  })
  return true
}

/** Emits a bubbling event from whichever node is nearest to a DOM node. */
export function emitFrom(dom: Node, type: string, detail: unknown, options: EmitOptions = {}): boolean {
  const node = nearest(dom)
  return node !== null && emit(node, type, detail, { bubbles: true, ...options })
}

const pending = new Map<string, { node: number; kind: StateKind; value: unknown }>()
let frame = 0

/** Mirrors state to the host at once. */
export function mirror(node: ViewNode, kind: StateKind, value: unknown): void {
  send({ t: 'state', node: node.id, kind, value })
}

/** Mirrors state that changes many times per frame (scrolling): the last value of a frame is sent. */
export function mirrorSoon(node: number, kind: StateKind, value: unknown): void {
  pending.set(`${node}:${kind}`, { node, kind, value })
  if (frame === 0) frame = requestAnimationFrame(flushMirrors)
}

/** Sends what waits; also when the page is about to hide, because frames stop then. */
export function flushMirrors(): void {
  if (frame !== 0) cancelAnimationFrame(frame)
  frame = 0
  for (const item of pending.values()) send({ t: 'state', ...item })
  pending.clear()
}

export function dropMirrors(): void {
  if (frame !== 0) cancelAnimationFrame(frame)
  frame = 0
  pending.clear()
}
