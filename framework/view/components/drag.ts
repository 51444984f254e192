// One-finger dragging along axes, for swipers, sliders, movable views: pointer events, which mouse and touch share.
// The browser keeps the axes it may scroll (`touch-action`); once a drag is ours, the pointer is captured.

import { cancelTap } from '../events/gesture'

export interface Drag {
  dx: number
  dy: number
  x: number
  y: number
  /** CSS pixels a millisecond, over the last moves. */
  vx: number
  vy: number
}

export interface DragHandlers {
  axis: () => 'x' | 'y' | 'both'
  start?: (x: number, y: number) => boolean | void
  move: (drag: Drag) => void
  end: (drag: Drag, cancelled: boolean) => void
  /** CSS pixels before it counts as a drag; 0: at once. */
  slop?: number
  /** Leave touch to the browser: it scrolls by itself there. */
  mouseOnly?: boolean
}

/** The element whose drag is under way: inner swipers win over outer ones. */
let owner: Element | null = null

export function draggable(el: HTMLElement, handlers: DragHandlers): void {
  let id = -1
  let x0 = 0
  let y0 = 0
  let dragging = false
  let trail: { x: number; y: number; t: number }[] = []
  const slop = handlers.slop ?? 6

  const drag = (e: PointerEvent): Drag => {
    trail.push({ x: e.clientX, y: e.clientY, t: e.timeStamp })
    trail = trail.filter((one) => e.timeStamp - one.t < 100)
    const first = trail[0] ?? { x: e.clientX, y: e.clientY, t: e.timeStamp }
    const dt = Math.max(1, e.timeStamp - first.t)
    return {
      dx: e.clientX - x0,
      dy: e.clientY - y0,
      x: e.clientX,
      y: e.clientY,
      vx: (e.clientX - first.x) / dt,
      vy: (e.clientY - first.y) / dt,
    }
  }

  const move = (e: PointerEvent): void => {
    if (e.pointerId !== id) return
    const now = drag(e)
    if (!dragging) {
      if (owner && owner !== el) return finish()
      const ax = Math.abs(now.dx)
      const ay = Math.abs(now.dy)
      if (Math.max(ax, ay) < slop) return
      const axis = handlers.axis()
      if ((axis === 'x' && ay > ax) || (axis === 'y' && ax > ay)) return finish()
      dragging = true
      owner = el
      cancelTap()
      try {
        el.setPointerCapture(id)
      } catch {
        // The pointer is gone already; the drag ends by itself.
      }
    }
    handlers.move(now)
  }

  const up = (e: PointerEvent): void => {
    if (e.pointerId !== id) return
    const was = dragging
    finish()
    if (was) handlers.end(drag(e), e.type === 'pointercancel')
  }

  const finish = (): void => {
    if (owner === el) owner = null
    id = -1
    dragging = false
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
    window.removeEventListener('pointercancel', up)
  }

  el.addEventListener('pointerdown', (e) => {
    if (handlers.mouseOnly && e.pointerType !== 'mouse') return
    if (id !== -1 || (e.pointerType === 'mouse' && e.button !== 0)) return
    if (handlers.start?.(e.clientX, e.clientY) === false) return
    id = e.pointerId
    x0 = e.clientX
    y0 = e.clientY
    trail = []
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    if (slop === 0) move(e)
  })
}
