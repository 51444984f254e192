// What a program draws on one <canvas>, as commands for the view (docs/view-components.md): one batch per tick, and a
// history from which the drawing is made again in a view that was rebuilt.

import { recordOf } from '../program/pages'
import { elementId } from '../backend/element-id'
import type { PageRecord } from '../program/page-record'
import { askView, invoke } from '../wx/query'
import { native } from '../native'
import { Matrix } from './matrix'

export type Command = [string, ...unknown[]]

/** Commands of one tick, and of the history: beyond it the drawing is not made again, only what comes after. */
const MAX_PENDING = 200_000
const MAX_HISTORY = 20_000
/** Commands in one message. */
const CHUNK = 20_000
/** Draws that the view has not finished: frames wait for them. */
const MAX_BEHIND = 2

/** What `save` keeps and `restore` brings back. */
export interface Style {
  properties: Record<string, unknown>
  matrix: Matrix
  dash: number[]
}

const known = new WeakMap<object, Recorder>()

export function recorderOf(element: any): Recorder {
  let recorder = known.get(element)
  if (!recorder) known.set(element, (recorder = new Recorder(element)))
  return recorder
}

export class Recorder {
  width = 300
  height = 150
  style: Style = { properties: {}, matrix: new Matrix(), dash: [] }
  saved: Style[] = []
  private readonly page: PageRecord | undefined
  private pending: Command[] = []
  /** How many of `pending` need no place in the history. */
  private past = 0
  private history: Command[] = []
  private sized = false
  private behind = 0
  private warned = false

  constructor(readonly element: any) {
    this.page = recordOf(element)
    this.page?.context.onRevived(() => {
      if (!this.node()) return false
      if (this.history.length > 0) this.send(this.history)
      return true
    })
  }

  node(): number {
    const id = elementId(this.element)
    return this.page?.context.node(id) ? id : 0
  }

  push(command: Command): void {
    if (this.pending.length >= MAX_PENDING) {
      if (!this.warned) native.log(3, `canvas: more than ${MAX_PENDING} commands at once, the rest is left out`)
      this.warned = true
      return
    }
    if (this.pending.length === 0) this.page?.context.beforeFlush(() => this.flush())
    this.pending.push(command)
  }

  /** Setting a side empties the canvas and its state. */
  resize(side: 'width' | 'height', value: number): void {
    this[side] = value
    this.sized = true
    this.saved = []
    this.style = { properties: {}, matrix: new Matrix(), dash: [] }
    this.push([side, value])
    this.restart(this.size())
  }

  private size(): Command[] {
    return this.sized
      ? [
          ['width', this.width],
          ['height', this.height],
        ]
      : []
  }

  /** From here on the history is this. What is pending is sent all the same, in one batch with what follows. */
  private restart(history: Command[]): void {
    this.history = history
    this.past = this.pending.length
  }

  /** The whole canvas was cleared: what was drawn before needs no drawing again. */
  cleared(): void {
    const start = this.size()
    for (const style of [...this.saved, this.style]) {
      start.push(['setTransform', ...style.matrix.values])
      for (const name of Object.keys(style.properties)) start.push([name, style.properties[name]])
      if (style.dash.length > 0) start.push(['setLineDash', style.dash])
      if (style !== this.style) start.push(['save'])
    }
    this.restart(start)
  }

  flush(): void {
    if (this.pending.length === 0) return
    const commands = this.pending
    const kept = this.past > 0 ? commands.slice(this.past) : commands
    this.pending = []
    this.past = 0
    if (this.history.length + kept.length > MAX_HISTORY) this.cleared()
    else this.history = this.history.length > 0 ? this.history.concat(kept) : kept
    this.send(commands)
  }

  private send(commands: Command[]): void {
    const node = this.node()
    if (!this.page || !node || this.page.context.viewGone) return
    for (let at = 0; at < commands.length; at += CHUNK) {
      this.behind += 1
      invoke(
        this.page,
        node,
        'draw',
        { commands: commands.slice(at, at + CHUNK), reserve: true },
        () => (this.behind -= 1),
      )
    }
  }

  /** The old interface: a drawing that begins anew, or is added (`reserve`). */
  drawWhole(commands: Command[], reserve: boolean, done: () => void): void {
    if (!reserve || this.history.length + commands.length > MAX_HISTORY) this.history = []
    const whole: Command[] = [['save'], ...commands.slice(0, MAX_PENDING), ['restore']]
    this.history = this.history.concat(whole.length > MAX_HISTORY ? [] : whole)
    const node = this.node()
    if (!this.page || !node) return this.page ? this.page.context.afterApplied(done) : done()
    invoke(this.page, node, 'draw', { commands: whole, reserve }, done)
  }

  /** Whether the view has not kept up with what was drawn. */
  get lags(): boolean {
    return this.behind > MAX_BEHIND
  }

  /** A method of the view, answered later. */
  invoke(method: string, args: object, done: (result: any, error?: string) => void): void {
    this.flush()
    const node = this.node()
    if (!this.page || !node) return done(undefined, 'the canvas is not on a page')
    invoke(this.page, node, method, args, done)
  }

  /** A method of the view, answered now; throws when the view does not answer. */
  ask(method: string, args: object): any {
    const node = this.node()
    if (!this.page || !node) throw new Error('the canvas is not on a page')
    this.flush()
    return askView(this.page, node, method, args)
  }
}
