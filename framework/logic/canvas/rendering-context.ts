// CanvasRenderingContext2D of `type="2d"`: properties and methods are recorded; what answers at once asks the view.
// https://developers.weixin.qq.com/miniprogram/dev/api/canvas/CanvasContext.html

import {
  CanvasGradient,
  CanvasPattern,
  ImageData,
  emptyImage,
  number,
  picture,
  pixelBytes,
  pixels,
  plain,
} from './paint'
import { hide } from '../hidden'
import { DRAWING_METHODS, INITIAL } from './drawing-state'
import { measure } from './measure'
import type { Recorder } from './recorder'

const TRANSFORMS = new Set(['translate', 'scale', 'rotate', 'transform', 'setTransform', 'resetTransform'])
const METHODS = [...DRAWING_METHODS, 'resetTransform']
/** Levels of `save`. */
const MAX_SAVED = 500

export class Context2D {
  readonly canvas: unknown
  constructor(canvas: unknown, recorder: Recorder) {
    this.canvas = canvas
    hide(this, 'recorder', recorder)
    Object.defineProperty(this, 'canvas', { enumerable: false })
  }
  declare readonly recorder: () => Recorder

  save(): void {
    const { style, saved } = this.recorder()
    if (saved.length >= MAX_SAVED) return
    saved.push({ properties: { ...style.properties }, matrix: style.matrix.copy(), dash: style.dash })
    this.recorder().push(['save'])
  }
  restore(): void {
    const back = this.recorder().saved.pop()
    if (!back) return
    this.recorder().style = back
    this.recorder().push(['restore'])
  }
  reset(): void {
    this.recorder().resize('width', this.recorder().width)
  }
  setLineDash(given: unknown): void {
    const dash = Array.isArray(given) ? given.slice(0, 100).map(number) : []
    this.recorder().style.dash = dash
    this.recorder().push(['setLineDash', dash])
  }
  getLineDash(): number[] {
    return [...this.recorder().style.dash]
  }
  getTransform(): object {
    const [a, b, c, d, e, f] = this.recorder().style.matrix.values
    return { a, b, c, d, e, f }
  }
  drawImage(image: unknown, ...args: unknown[]): void {
    this.recorder().push(['drawImage', picture(image), ...args.slice(0, 8).map(number)])
  }
  createLinearGradient(...args: unknown[]): CanvasGradient {
    return new CanvasGradient('linear', args.slice(0, 4).map(number))
  }
  createRadialGradient(...args: unknown[]): CanvasGradient {
    return new CanvasGradient('radial', args.slice(0, 6).map(number))
  }
  createConicGradient(...args: unknown[]): CanvasGradient {
    return new CanvasGradient('conic', args.slice(0, 3).map(number))
  }
  createPattern(image: unknown, repeat: unknown): CanvasPattern {
    return new CanvasPattern(picture(image), typeof repeat === 'string' && repeat ? repeat : 'repeat')
  }
  measureText(text: unknown): object {
    return measure(this.recorder(), String(plain(text) ?? ''), String((this as any).font))
  }
  createImageData(width: any, height?: unknown): ImageData {
    return typeof width === 'object' && width !== null
      ? emptyImage(width.width, width.height)
      : emptyImage(width, height)
  }
  getImageData(x: unknown, y: unknown, width: unknown, height: unknown): ImageData {
    const args = { x: number(x), y: number(y), width: number(width), height: number(height) }
    return pixels(this.recorder().ask('getImageData', args))
  }
  putImageData(image: any, x: unknown, y: unknown): void {
    this.recorder().push(['putImageData', pixelBytes(image?.data), number(image?.width), number(x), number(y)])
  }
}

for (const name of METHODS) {
  ;(Context2D.prototype as any)[name] = function (this: any, ...given: unknown[]): void {
    const recorder: Recorder = this.recorder()
    let args = given.slice(0, 10).map(plain)
    if (TRANSFORMS.has(name)) {
      const m = given[0] as any
      if (name === 'setTransform' && typeof m === 'object' && m !== null) {
        args = [m.a, m.b, m.c, m.d, m.e, m.f].map(number)
      }
      recorder.style.matrix.apply(name, args.map(number))
    }
    recorder.push([name, ...args])
    if (name === 'clearRect') {
      const [x, y, w, h] = args.map(number)
      if (recorder.style.matrix.covers(x ?? 0, y ?? 0, w ?? 0, h ?? 0, recorder.width, recorder.height))
        recorder.cleared()
    }
  }
}

for (const name of Object.keys(INITIAL)) {
  Object.defineProperty(Context2D.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: any) {
      const own = this.recorder().style.properties[name]
      return own === undefined ? INITIAL[name] : own
    },
    set(this: any, given: unknown) {
      const value = plain(given)
      if (value === null || Array.isArray(value)) return
      const recorder = this.recorder()
      recorder.style.properties[name] = value
      recorder.push([name, value])
    },
  })
}
