// Things that are drawn with: gradients, patterns, paths, pictures, pixels. Arguments of a program's calls become plain
// values here; whatever an object answers to `toString` or `valueOf` is not asked.

import { native } from '../native'
import { safely } from '../faults'
import { hide } from '../hidden'
import { recorderOf, type Recorder } from './recorder'

/** Characters of one text drawn. */
const MAX_TEXT = 10_000
/** Colour stops of a gradient, steps of a path. */
const MAX_STOPS = 200
const MAX_STEPS = 50_000

export class CanvasGradient {
  private readonly stops: [number, string][] = []
  constructor(
    private readonly kind: 'linear' | 'radial' | 'conic',
    private readonly args: number[],
  ) {}
  addColorStop(offset: unknown, color: unknown): void {
    if (this.stops.length < MAX_STOPS) this.stops.push([number(offset), String(plain(color) ?? '')])
  }
  toJSON(): object {
    return { gradient: this.kind, args: this.args, stops: this.stops }
  }
}

export class CanvasPattern {
  constructor(
    private readonly image: unknown,
    private readonly repeat: string,
  ) {}
  toJSON(): object {
    return { pattern: this.image, repeat: this.repeat }
  }
}

const PATH = [
  'arc',
  'arcTo',
  'bezierCurveTo',
  'closePath',
  'ellipse',
  'lineTo',
  'moveTo',
  'quadraticCurveTo',
  'rect',
  'roundRect',
]

export class Path2D {
  private readonly steps: unknown[][] = []
  constructor(from?: unknown) {
    if (from instanceof Path2D) this.steps.push(...from.steps)
    else if (typeof from === 'string') this.steps.push(['svg', from.slice(0, 100_000)])
  }
  addPath(other: unknown): void {
    if (other instanceof Path2D) for (const step of other.steps) this.step(step)
  }
  step(step: unknown[]): void {
    if (this.steps.length < MAX_STEPS) this.steps.push(step)
  }
  toJSON(): object {
    return { path: this.steps }
  }
}
for (const name of PATH) {
  ;(Path2D.prototype as any)[name] = function (this: Path2D, ...args: unknown[]): void {
    this.step([name, ...args.slice(0, 10).map(plain)])
  }
}

/** A picture that the view loads. https://developers.weixin.qq.com/miniprogram/dev/api/canvas/Image.html */
export class CanvasImage {
  width = 0
  height = 0
  complete = false
  onload: unknown = null
  onerror: unknown = null
  private source = ''
  constructor(recorder: Recorder) {
    hide(this, 'recorder', recorder)
  }
  get src(): string {
    return this.source
  }
  set src(given: unknown) {
    this.source = typeof given === 'string' ? given : ''
    this.complete = false
    const wanted = this.source
    ;(this as any).recorder().invoke('loadImage', { src: wanted }, (size: any, error?: string) => {
      if (this.source !== wanted) return
      this.complete = true
      if (error || !size) {
        const onerror = this.onerror
        if (typeof onerror === 'function')
          safely('Handler', () => onerror.call(this, { errMsg: error ?? 'load failed' }))
        return
      }
      this.width = number(size.width)
      this.height = number(size.height)
      const onload = this.onload
      if (typeof onload === 'function') safely('Handler', () => onload.call(this, {}))
    })
  }
}

export class ImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

export function emptyImage(width: unknown, height: unknown): ImageData {
  const w = Math.min(4096, Math.max(1, Math.round(number(width))))
  const h = Math.min(4096, Math.max(1, Math.round(number(height))))
  return new ImageData(new Uint8ClampedArray(w * h * 4), w, h)
}

/** `{width, height, base64}` of the view. */
export function pixels(given: any): ImageData {
  return new ImageData(new Uint8ClampedArray(native.fromBase64(String(given?.base64 ?? ''))), given.width, given.height)
}

export function pixelBytes(data: any): string {
  if (!ArrayBuffer.isView(data)) throw new TypeError('the data of an image is an Uint8ClampedArray')
  return native.toBase64(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer)
}

export function number(value: unknown): number {
  const n = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : 0
  return Number.isFinite(n) ? n : 0
}

/** A value that a command may carry. */
export function plain(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : 0
    case 'string':
      return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value
    case 'boolean':
      return value
    case 'object':
      if (value instanceof CanvasGradient || value instanceof CanvasPattern || value instanceof Path2D) return value
      if (Array.isArray(value))
        return value.slice(0, 100).map((each) => (typeof each === 'object' ? number(undefined) : plain(each)))
  }
  return null
}

/** What a picture is drawn from: its address, or another canvas. */
export function picture(value: any): unknown {
  if (typeof value === 'string') return value
  if (value instanceof CanvasImage) return value.src
  if (typeof value?.element === 'function' && typeof value.getContext === 'function') {
    const element = value.element()
    if (element?.is !== 'canvas') return ''
    const recorder = recorderOf(element)
    recorder.flush()
    return { node: recorder.node() }
  }
  return ''
}
