// One backend context per page: gives nodes their numbers, collects operations until the turn ends, and
// keeps the callbacks that wait for the view.

import builtIn from '../../built-in-tags.json'
import { native } from '../native'
import { safely } from '../faults'
import { TNode } from './node'
import { Op } from './ops'

const MODE_COMPOSED = 2
/** Canvases and observers of one page that are made again in a new view. */
const MAX_REVIVED = 500

/**
 * A component's host is named by the tag it was used as; a native node's two names are the same. A host that is called like
 * a built-in component (programs have a `modal` or a `toast` of their own) is no such thing: a dot says so.
 */
function tagOf(logicalName: string, stylingName: string): string {
  const tag = stylingName || logicalName
  return tag !== logicalName && Object.hasOwn(builtIn, tag) ? `${tag}.` : tag
}

/** What the context asks of a list whose rows are no nodes here (logic/blocks). */
export interface RunOfRows {
  /** Makes nodes of the row that has this one; false: none has. */
  adopt(id: number): boolean
  /** Tells the view what waits, because the turn ends or the node that the rows are in goes. */
  settle(parent: number): void
}

export class PageContext {
  readonly mode = MODE_COMPOSED
  readonly page: number
  ops: unknown[] = []
  private nodes = new Map<number, TNode>()
  private lastId = 1
  private root: TNode
  private scopes: (id: number) => string
  /** Callbacks of setData made since the last commit. */
  private rendering: ((error: Error | null) => void)[] = []
  /** Callbacks that wait until the view has applied batch `n`. */
  private waiting: { n: number; done: (error: Error | null) => void }[] = []
  private applied = 0
  private sent = 0
  /** Messages that must not overtake the batch of this turn. */
  private outbox: string[] = []
  private hosted = false
  closed = false
  viewGone = false
  /** The view did not answer when it was asked: it is not waited for again until it says something. */
  silent = false
  private early: (() => void)[] = []
  private revived: (() => boolean)[] = []

  constructor(page: number, scopes: (id: number) => string) {
    this.page = page
    this.scopes = scopes
    this.root = new TNode(this as any, 1)
  }

  scopeName(id: number): string {
    return this.scopes(id)
  }

  /** The node, if it is made: those of rows are when somebody asks for them. */
  made(id: number): TNode | undefined {
    return this.nodes.get(id)
  }

  node(id: number): TNode | undefined {
    const known = this.nodes.get(id)
    if (known || typeof id !== 'number') return known
    for (const run of this.runs) if (run.adopt(id)) return this.nodes.get(id)
    return undefined
  }

  getRootNode(): TNode {
    return this.root
  }

  readonly runs = new Set<RunOfRows>()
  /** Of those, the ones that have something to tell before the turn ends. */
  readonly unsettled = new Set<RunOfRows>()
  private templates = new Map<string, number>()
  /** Numbers for nodes that the view has already. */
  private given: number[] | null = null
  private standIn: TNode | null = null

  private number(): number {
    return this.given?.shift() ?? (this.lastId += 1)
  }

  /** Numbers for `count` nodes: the first of them. */
  take(count: number): number {
    const first = this.lastId + 1
    this.lastId += count
    return first
  }

  /** Makes nodes that are shown already, with these numbers; false, and nothing is made, if they are other nodes. */
  adopting(numbers: number[], work: () => void): boolean {
    const { ops, lastId, nodes } = this
    this.ops = []
    this.given = numbers
    this.nodes = new Map()
    try {
      work()
      const same = this.given.length === 0 && this.lastId === lastId
      if (same) for (const [id, node] of this.nodes) nodes.set(id, node)
      return same
    } finally {
      this.ops = ops
      this.given = null
      this.lastId = lastId
      this.nodes = nodes
    }
  }

  /** The operations that `work` would give, with nodes numbered from 0. It is told where they have come to. */
  rehearse(work: (at: () => number) => void): unknown[] {
    const { ops, lastId, nodes } = this
    const own: unknown[] = []
    this.ops = own
    this.lastId = -1
    this.nodes = new Map()
    try {
      work(() => own.length)
    } finally {
      this.ops = ops
      this.lastId = lastId
      this.nodes = nodes
    }
    return own
  }

  /** The number of a template, told to the view if it is new; 0: the page has too many. */
  template(ops: unknown[], holes: number[], most: number): number {
    const key = JSON.stringify([ops, holes])
    let id = this.templates.get(key)
    if (id === undefined) {
      if (this.templates.size >= most) return 0
      id = this.templates.size + 1
      this.templates.set(key, id)
      this.ops.push(Op.template, id, ops, holes)
    }
    return id
  }

  /** The next text node that is made is this one. */
  standFor(node: TNode): void {
    this.standIn = node
  }

  createElement(logicalName: string, stylingName: string): TNode {
    if (!this.hosted) {
      // The first element is the host of the page's own component: it is the view's root.
      this.hosted = true
      return this.root
    }
    const node = new TNode(this as any, this.number())
    this.nodes.set(node.id, node)
    this.ops.push(Op.create, node.id, tagOf(logicalName, stylingName))
    return node
  }

  createTextNode(content: string): TNode {
    if (this.standIn) {
      const node = this.standIn
      this.standIn = null
      return node
    }
    const node = new TNode(this as any, this.number())
    this.nodes.set(node.id, node)
    this.ops.push(Op.text, node.id, content)
    return node
  }

  createFragment(): TNode {
    return new TNode(this as any, 0, true)
  }

  release(node: TNode): void {
    for (const run of this.unsettled) run.settle(node.id)
    if (this.nodes.delete(node.id)) this.ops.push(Op.release, node.id)
  }

  render(done: (error: Error | null) => void): void {
    this.rendering.push(done)
  }

  /** Sends a message to the view after this turn's batch. */
  post(message: object): void {
    this.outbox.push(JSON.stringify(message))
  }

  /** Called once, before the next operations and messages are sent: drawings become messages. */
  beforeFlush(work: () => void): void {
    this.early.push(work)
  }

  /** Called whenever a new view has taken over; false = no longer wanted. */
  onRevived(work: () => boolean): void {
    if (this.revived.length >= MAX_REVIVED) this.revived.shift()
    this.revived.push(work)
  }

  /** Called after `done` when every batch so far is applied. */
  afterApplied(done: () => void): void {
    this.rendering.push(done)
  }

  dirty(): boolean {
    return (
      this.early.length > 0 ||
      this.unsettled.size > 0 ||
      this.ops.length > 0 ||
      this.rendering.length > 0 ||
      this.outbox.length > 0
    )
  }

  flush(): void {
    const early = this.early
    this.early = []
    for (const work of early) work()
    for (const run of this.unsettled) run.settle(0)
    if (this.closed) {
      this.ops = []
      this.outbox = []
      this.runCallbacks(Infinity)
      return
    }
    if (this.ops.length > 0) {
      const ops = this.ops
      this.ops = []
      this.sent = native.commit(this.page, ops)
    }
    if (this.rendering.length > 0) {
      for (const done of this.rendering) this.waiting.push({ n: this.sent, done })
      this.rendering = []
    }
    for (const json of this.outbox) native.toView(this.page, json)
    this.outbox = []
  }

  /** Whether some callback could be run now. */
  due(): boolean {
    const head = this.waiting[0]
    return head !== undefined && (this.viewGone || head.n <= this.applied)
  }

  onApplied(n: number): void {
    this.silent = false
    if (n > this.applied) this.applied = n
    if (this.viewGone) {
      this.viewGone = false
      this.revived = this.revived.filter((work) => work())
    }
    this.runCallbacks(this.applied)
  }

  runCallbacks(upTo: number): void {
    while (this.waiting.length > 0 && this.waiting[0]!.n <= upTo) {
      const { done } = this.waiting.shift()!
      safely('Handler', () => done(null))
    }
    if (upTo === Infinity) {
      const rest = this.rendering
      this.rendering = []
      for (const done of rest) safely('Handler', () => done(null))
    }
  }

  runDueCallbacks(): void {
    this.runCallbacks(this.viewGone ? Infinity : this.applied)
  }

  onViewGone(): void {
    this.viewGone = true
    this.runCallbacks(Infinity)
  }

  // The rest of glass-easel's interface, unused here.
  destroy(): void {}
  getWindowWidth(): number {
    return 375
  }
  getWindowHeight(): number {
    return 667
  }
  getDevicePixelRatio(): number {
    return 1
  }
  getTheme(): string {
    return 'light'
  }
  registerStyleSheetContent(): void {}
  appendStyleSheetPath(): number {
    return 0
  }
  disableStyleSheet(): void {}
  onEvent(): void {}
  createMediaQueryObserver(): { disconnect(): void } {
    return { disconnect() {} }
  }
}
