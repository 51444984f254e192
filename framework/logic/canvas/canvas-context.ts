// wx.createCanvasContext, the interface by `canvas-id`: all that is called is kept until `draw()`.
// https://developers.weixin.qq.com/miniprogram/dev/api/canvas/wx.createCanvasContext.html

import { safely } from '../faults'
import { later } from '../wx/calls'
import { hide } from '../hidden'
import { elementOf, idText } from '../program/handed'
import { topPage } from '../program/pages'
import { glassEasel } from '../program/units'
import { DRAWING_METHODS, INITIAL } from './drawing-state'
import { CanvasGradient, CanvasPattern, number, picture, plain } from './paint'
import { measure } from './measure'
import { recorderOf, type Command, type Recorder } from './recorder'

const METHODS = [
  ...DRAWING_METHODS,
  'restore',
  'save',
  'setFillStyle',
  'setStrokeStyle',
  'setShadow',
  'setFontSize',
  'setLineWidth',
  'setLineCap',
  'setLineJoin',
  'setMiterLimit',
  'setGlobalAlpha',
  'setTextAlign',
  'setTextBaseline',
]
/** Of the newer interface alone. */
const NEWER = new Set(['direction', 'filter', 'imageSmoothingEnabled'])
const PROPERTIES = Object.keys(INITIAL).filter((name) => !NEWER.has(name))
/** Commands that wait for one `draw()`. */
const MAX_COMMANDS = 200_000

/** The <canvas> with a `canvas-id` (or id) in an element: a component's, or the one of the page on top. */
export function findCanvas(id: unknown, host: any = topPage()?.element): any {
  const root = glassEasel.Component.isComponent(host) ? (host as any).getShadowRoot() : null
  const wanted = idText(id)
  const visit = (node: any): any => {
    for (const child of node?.childNodes ?? []) {
      if (child.is === 'canvas' && named(child, wanted)) return child
      const found = visit(child)
      if (found) return found
    }
    return null
  }
  return visit(root)
}

function named(canvas: any, wanted: string): boolean {
  return canvas.id === wanted || idText(canvas.getAttribute?.('canvas-id')) === wanted
}

export class CanvasContext {
  constructor(id: unknown, component?: any) {
    const given = elementOf('createCanvasContext', component)
    const host = given === undefined ? topPage()?.element : given
    // What was set is read again.
    hide(this, 'state', { id, host, commands: [] as Command[], properties: { ...INITIAL } })
  }
  private find(): Recorder | null {
    const { id, host } = (this as any).state()
    const element = findCanvas(id, host)
    return element ? recorderOf(element) : null
  }
  push(command: Command): void {
    const { commands } = (this as any).state()
    if (commands.length < MAX_COMMANDS) commands.push(command)
  }
  draw(reserve?: unknown, callback?: unknown): void {
    const state = (this as any).state()
    const commands = state.commands
    state.commands = []
    const call = typeof reserve === 'function' ? reserve : callback
    const done = (): void => {
      if (typeof call === 'function') safely('Handler', () => call({ errMsg: 'drawCanvas:ok' }))
    }
    const recorder = this.find()
    if (recorder) recorder.drawWhole(commands, reserve === true, done)
    else later(done)
  }
  setLineDash(dash: unknown, offset?: unknown): void {
    this.push(['setLineDash', Array.isArray(dash) ? dash.slice(0, 100).map(number) : []])
    if (offset !== undefined) this.push(['lineDashOffset', number(offset)])
  }
  drawImage(image: unknown, ...args: unknown[]): void {
    this.push(['drawImage', picture(image), ...args.slice(0, 8).map(number)])
  }
  createLinearGradient(...args: unknown[]): CanvasGradient {
    return new CanvasGradient('linear', args.slice(0, 4).map(number))
  }
  createCircularGradient(x: unknown, y: unknown, r: unknown): CanvasGradient {
    return new CanvasGradient('radial', [number(x), number(y), 0, number(x), number(y), number(r)])
  }
  createPattern(image: unknown, repeat: unknown): CanvasPattern {
    return new CanvasPattern(picture(image), typeof repeat === 'string' && repeat ? repeat : 'repeat')
  }
  measureText(text: unknown): object {
    const recorder = this.find()
    const { font } = (this as any).state().properties
    return recorder ? measure(recorder, String(plain(text) ?? ''), String(font)) : { width: 0 }
  }
}

for (const name of METHODS) {
  ;(CanvasContext.prototype as any)[name] = function (this: any, ...args: unknown[]): void {
    this.push([name, ...args.slice(0, 10).map(plain)])
    if (name !== 'setFontSize') return
    const { properties } = this.state()
    properties.font = String(properties.font).replace(/\d+(\.\d+)?px/, `${number(args[0])}px`)
  }
}
for (const name of PROPERTIES) {
  Object.defineProperty(CanvasContext.prototype, name, {
    configurable: true,
    get(this: any) {
      return this.state().properties[name]
    },
    set(this: any, given: unknown) {
      const value = plain(given)
      if (value === null) return
      this.state().properties[name] = value
      this.push([name, value])
    },
  })
}
