// The Canvas object of `type="2d"`, as `SelectorQuery.node()` gives it.
// https://developers.weixin.qq.com/miniprogram/dev/api/canvas/Canvas.html

import { hide } from '../hidden'
import { Context2D } from './rendering-context'
import { CanvasImage, Path2D, emptyImage, number, type ImageData } from './paint'
import { recorderOf, type Recorder } from './recorder'

/** Side of a canvas that engines still allocate. */
const MAX_SIDE = 4096
/** Frames that a canvas waits at most for a view that does not keep up. */
const MAX_LATE = 30

const known = new WeakMap<object, CanvasNode>()

export function canvasNode(element: any): CanvasNode {
  let node = known.get(element)
  if (!node) known.set(element, (node = new CanvasNode(element)))
  return node
}

export class CanvasNode {
  constructor(element: any) {
    const recorder = recorderOf(element)
    hide(this, 'element', element)
    hide(this, 'recorder', recorder)
    hide(this, 'context', new Context2D(this, recorder))
  }
  declare readonly element: () => any
  declare readonly recorder: () => Recorder
  get width(): number {
    return this.recorder().width
  }
  set width(value: unknown) {
    this.recorder().resize('width', side(value))
  }
  get height(): number {
    return this.recorder().height
  }
  set height(value: unknown) {
    this.recorder().resize('height', side(value))
  }
  getContext(type: unknown): Context2D | null {
    return type === '2d' ? (this as any).context() : null
  }
  createImage(): CanvasImage {
    return new CanvasImage(this.recorder())
  }
  createPath2D(from?: unknown): Path2D {
    return new Path2D(from)
  }
  createImageData(width?: unknown, height?: unknown): ImageData {
    return emptyImage(width ?? this.width, height ?? this.height)
  }
  toDataURL(type?: unknown, quality?: unknown): string {
    return String(
      this.recorder().ask('toDataURL', {
        type: typeof type === 'string' ? type : 'image/png',
        quality: number(quality ?? 0.92),
      }),
    )
  }
  requestAnimationFrame(callback: unknown): number {
    if (typeof callback !== 'function') throw new TypeError('requestAnimationFrame takes a function')
    const frame = (globalThis as any).requestAnimationFrame
    const handle = { id: 0 }
    const run = (time: number, late: number): void => {
      if (this.recorder().lags && late < MAX_LATE) handle.id = frame((now: number) => run(now, late + 1))
      else callback(time)
    }
    handle.id = frame((now: number) => run(now, 0))
    const id = (last += 1)
    frames.set(id, handle)
    if (frames.size > 200) for (const old of [...frames.keys()].slice(0, 100)) frames.delete(old)
    return id
  }
  cancelAnimationFrame(id: unknown): void {
    const handle = frames.get(id as number)
    if (handle) (globalThis as any).cancelAnimationFrame(handle.id)
    frames.delete(id as number)
  }
}

let last = 0
const frames = new Map<number, { id: number }>()

function side(value: unknown): number {
  return Math.min(MAX_SIDE, Math.max(1, Math.floor(number(value)) || 1))
}
