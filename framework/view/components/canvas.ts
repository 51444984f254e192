// <canvas>: 2D drawing commands from logic, in batches: [[name, ...arguments], ...]. A name is a method of the 2D context,
// a property to set, or one of WeChat's old setters (`setFillStyle`). Names outside these lists are refused.

import { toNumber, toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { findNode } from '../node'
import { Component, register } from './component'
import { safeSource } from './image'

const METHODS = new Set(
  (
    'arc arcTo beginPath bezierCurveTo clearRect clip closePath ellipse fill fillRect fillText lineTo moveTo ' +
    'quadraticCurveTo rect resetTransform restore rotate roundRect save scale setLineDash setTransform stroke strokeRect ' +
    'strokeText transform translate'
  ).split(' '),
)
const PROPERTIES = new Set(
  (
    'direction fillStyle filter font globalAlpha globalCompositeOperation imageSmoothingEnabled lineCap lineDashOffset ' +
    'lineJoin lineWidth miterLimit shadowBlur shadowColor shadowOffsetX shadowOffsetY strokeStyle textAlign textBaseline'
  ).split(' '),
)
/** Side of a canvas that engines still allocate; larger requests are cut to it. */
const MAX_SIDE = 4096
const MAX_COMMANDS = 200_000
/** Longest picture that is handed to logic, characters of base64: a message holds 8 MiB. */
const MAX_URL = 6 << 20

type Command = [string, ...unknown[]]

/** `{gradient: "linear" | "radial", args: [...], stops: [[offset, color], ...]}` or `{pattern: src, repeat}`. */
interface Paint {
  gradient?: string
  args?: number[]
  stops?: [number, string][]
  pattern?: unknown
  repeat?: string
}

class Canvas extends Component {
  private readonly canvas = document.createElement('canvas')
  private readonly context = this.canvas.getContext('2d')
  private readonly pictures = new Map<string, Promise<CanvasImageSource | null>>()
  private readonly loaded = new Map<string, HTMLImageElement>()
  private queue: Promise<unknown> = Promise.resolve()
  private sized = false
  /** Pixels of the canvas for one of the program's. */
  private ratio = 1

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.el.appendChild(this.canvas)
    this.methods.draw = (args) => this.inOrder(() => this.draw(args.commands, args.reserve !== false))
    this.methods.measureText = (args) => this.measure(args)
    this.methods.toDataURL = (args) => this.inOrder(() => this.url(args))
    this.methods.loadImage = (args) => this.loadImage(toText(args.src))
    this.methods.getImageData = (args) => this.inOrder(() => this.pixels(args))
    this.methods.putImageData = (args) => this.inOrder(() => this.putPixels(args))
    this.methods.resize = (args) =>
      this.inOrder(() => this.resize(toNumber(args.width, 300), toNumber(args.height, 150), 1))
  }

  override attribute(name: string, value: unknown): boolean {
    if (name !== 'disable-scroll') return false
    this.canvas.style.touchAction = truthy(value) ? 'none' : ''
    return true
  }

  private inOrder<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.queue.then(work)
    this.queue = done.catch(() => undefined)
    return done
  }

  private resize(width: number, height: number, ratio: number): void {
    this.sized = true
    this.ratio = ratio
    this.canvas.width = Math.min(MAX_SIDE, Math.max(1, Math.round(width * ratio)))
    this.canvas.height = Math.min(MAX_SIDE, Math.max(1, Math.round(height * ratio)))
    this.context?.scale(ratio, ratio)
  }

  /** The old interface counts in CSS pixels; `type="2d"` programs set the size themselves (`width`, `height`). */
  private ensureSize(): void {
    if (this.sized || this.attr('type') === '2d') return
    const { offsetWidth, offsetHeight } = this.el
    this.resize(offsetWidth || 300, offsetHeight || 150, Math.min(3, devicePixelRatio || 1))
  }

  private async draw(commands: unknown, reserve: boolean): Promise<void> {
    const context = this.context
    if (!context || !Array.isArray(commands)) return
    if (commands.length > MAX_COMMANDS) throw new Error(`draw: more than ${MAX_COMMANDS} commands`)
    this.ensureSize()
    if (!reserve) {
      context.save()
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, this.canvas.width, this.canvas.height)
      context.restore()
    }
    for (const command of commands as Command[]) {
      if (!Array.isArray(command)) continue
      const [name, ...args] = command
      // Waiting for a picture lets the browser paint half a frame: only what needs one waits.
      if (name === 'drawImage') {
        const source = this.ready(args[0])
        this.drawImage(context, source === undefined ? await this.source(args[0]) : source, args.slice(1))
      } else if (name === 'putImageData') {
        const [base64, width, x, y] = args
        this.putPixels({ base64, width, x, y })
      } else {
        const waits = this.run(context, String(name), args)
        if (waits) await waits
      }
    }
  }

  private run(context: CanvasRenderingContext2D, name: string, args: unknown[]): Promise<void> | undefined {
    if (METHODS.has(name)) {
      const given = args.map((arg) => (isPath(arg) ? pathOf(arg.path) : arg))
      ;(context as unknown as Record<string, (...a: unknown[]) => void>)[name]?.(...given)
      return undefined
    }
    if (name === 'width' || name === 'height') {
      this.sized = true
      this.ratio = 1
      this.canvas[name] = Math.min(MAX_SIDE, Math.max(1, toNumber(args[0], 300)))
      return undefined
    }
    const old = /^set([A-Z]\w*)$/.exec(name)?.[1]
    const property = old ? old.charAt(0).toLowerCase() + old.slice(1) : name
    if (PROPERTIES.has(property)) {
      const set = (value: unknown): void => {
        ;(context as unknown as Record<string, unknown>)[property] = value
      }
      const value = args[0]
      if (value === null || typeof value !== 'object') set(value)
      else return this.paint(context, value).then(set)
    } else if (name === 'setFontSize') {
      context.font = context.font.replace(/\d+(\.\d+)?px/, `${toNumber(args[0], 10)}px`)
    } else if (name === 'setShadow') {
      const [x, y, blur, color] = args
      Object.assign(context, { shadowOffsetX: x, shadowOffsetY: y, shadowBlur: blur, shadowColor: color })
    } else {
      throw new Error(`draw: no command ${name.slice(0, 40)}`)
    }
    return undefined
  }

  private async paint(context: CanvasRenderingContext2D, value: Paint): Promise<unknown> {
    const { gradient, args = [], stops = [], pattern, repeat } = value
    if (pattern !== undefined) {
      const picture = await this.source(pattern)
      return picture ? context.createPattern(picture, repeat ?? 'repeat') : 'transparent'
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args.map(Number)
    let made: CanvasGradient
    if (gradient === 'radial') made = context.createRadialGradient(a, b, c, d, e, f)
    else if (gradient === 'conic') made = context.createConicGradient(a, b, c)
    else made = context.createLinearGradient(a, b, c, d)
    for (const [offset, color] of stops) made.addColorStop(Math.min(1, Math.max(0, offset)), color)
    return made
  }

  private drawImage(context: CanvasRenderingContext2D, picture: CanvasImageSource | null, rest: unknown[]): void {
    if (!picture) return
    const n = rest.map(Number)
    if (n.length >= 8) context.drawImage(picture, n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!, n[6]!, n[7]!)
    else if (n.length >= 4) context.drawImage(picture, n[0]!, n[1]!, n[2]!, n[3]!)
    else context.drawImage(picture, n[0] ?? 0, n[1] ?? 0)
  }

  /** What a picture is drawn from: an address, or another canvas of the page (`{node}`). */
  private async source(given: unknown): Promise<CanvasImageSource | null> {
    if (typeof given === 'string') return this.picture(given)
    const id = (given as { node?: unknown } | null)?.node
    const other = typeof id === 'number' ? findNode(id)?.component : undefined
    if (!(other instanceof Canvas)) return null
    if (other !== this) await other.queue
    return other.canvas
  }

  /** A picture that is there already. */
  private ready(given: unknown): CanvasImageSource | null | undefined {
    return typeof given === 'string' ? this.loaded.get(given) : undefined
  }

  private picture(src: string): Promise<CanvasImageSource | null> {
    let known = this.pictures.get(src)
    if (!known) {
      known = new Promise((done) => {
        if (src === '' || !safeSource(src)) return done(null)
        const img = new Image()
        img.onload = () => {
          this.loaded.set(src, img)
          done(img)
        }
        img.onerror = () => {
          emit(this.node, 'error', { errMsg: `canvas image ${src.slice(0, 200)} load failed` })
          done(null)
        }
        img.src = src
      })
      if (this.pictures.size > 100) {
        this.pictures.clear()
        this.loaded.clear()
      }
      this.pictures.set(src, known)
    }
    return known
  }

  private measure(args: Record<string, unknown>): unknown {
    const context = this.context
    if (!context) return { width: 0 }
    context.save()
    if (typeof args.font === 'string') context.font = args.font
    const m = context.measureText(toText(args.text))
    context.restore()
    const { width, actualBoundingBoxAscent, actualBoundingBoxDescent, actualBoundingBoxLeft, actualBoundingBoxRight } =
      m
    return { width, actualBoundingBoxAscent, actualBoundingBoxDescent, actualBoundingBoxLeft, actualBoundingBoxRight }
  }

  private async loadImage(src: string): Promise<unknown> {
    const picture = (await this.picture(src)) as HTMLImageElement | null
    if (!picture) throw new Error('load failed')
    return { width: picture.naturalWidth, height: picture.naturalHeight }
  }

  /** A part of the canvas, measured as the program measures, as a canvas of its own. */
  private cut(args: Record<string, unknown>, wide?: number, high?: number): HTMLCanvasElement {
    this.ensureSize()
    const { ratio } = this
    const x = toNumber(args.x, 0)
    const y = toNumber(args.y, 0)
    const width = toNumber(args.width, this.canvas.width / ratio - x)
    const height = toNumber(args.height, this.canvas.height / ratio - y)
    const part = document.createElement('canvas')
    part.width = Math.min(MAX_SIDE, Math.max(1, Math.round(wide ?? width)))
    part.height = Math.min(MAX_SIDE, Math.max(1, Math.round(high ?? height)))
    const to = part.getContext('2d')
    to?.drawImage(this.canvas, x * ratio, y * ratio, width * ratio, height * ratio, 0, 0, part.width, part.height)
    return part
  }

  private url(args: Record<string, unknown>): string {
    const whole = ['x', 'y', 'width', 'height', 'destWidth', 'destHeight'].every((name) => args[name] === undefined)
    const size = (name: string): number | undefined => (args[name] === undefined ? undefined : toNumber(args[name], 1))
    const from = whole ? this.canvas : this.cut(args, size('destWidth'), size('destHeight'))
    const url = from.toDataURL(toText(args.type) || 'image/png', toNumber(args.quality, 0.92))
    if (url.length > MAX_URL) throw new Error('the picture is too large')
    return url
  }

  private pixels(args: Record<string, unknown>): unknown {
    const width = Math.min(MAX_SIDE, Math.max(1, Math.round(toNumber(args.width, 1))))
    const height = Math.min(MAX_SIDE, Math.max(1, Math.round(toNumber(args.height, 1))))
    if (width * height * 4 * 1.34 > MAX_URL) throw new Error('the area is too large')
    const part = this.ratio === 1 ? null : this.cut({ ...args, width, height }).getContext('2d')
    const data = part
      ? part.getImageData(0, 0, width, height)
      : this.context?.getImageData(toNumber(args.x, 0), toNumber(args.y, 0), width, height)
    let binary = ''
    const bytes = data?.data ?? new Uint8ClampedArray()
    for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return { width, height, base64: btoa(binary) }
  }

  private putPixels(args: Record<string, unknown>): void {
    const bytes = Uint8ClampedArray.from(atob(toText(args.base64)), (c) => c.charCodeAt(0))
    this.ensureSize()
    this.context?.putImageData(new ImageData(bytes, toNumber(args.width, 1)), toNumber(args.x, 0), toNumber(args.y, 0))
  }
}

function isPath(value: unknown): value is { path: unknown[][] } {
  return typeof value === 'object' && value !== null && Array.isArray((value as { path?: unknown }).path)
}

const STEPS = new Set(
  'arc arcTo bezierCurveTo closePath ellipse lineTo moveTo quadraticCurveTo rect roundRect'.split(' '),
)

function pathOf(steps: unknown[][]): Path2D {
  const path = new Path2D()
  for (const [name, ...args] of steps) {
    if (name === 'svg') path.addPath(new Path2D(toText(args[0])))
    else if (STEPS.has(String(name)))
      (path as unknown as Record<string, (...a: unknown[]) => void>)[String(name)]?.(...args)
  }
  return path
}

register('canvas', Canvas)
