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

  node(id: number): TNode | undefined {
    return this.nodes.get(id)
  }

  getRootNode(): TNode {
    return this.root
  }

  createElement(logicalName: string, stylingName: string): TNode {
    if (!this.hosted) {
      // The first element is the host of the page's own component: it is the view's root.
      this.hosted = true
      return this.root
    }
    const node = new TNode(this as any, (this.lastId += 1))
    this.nodes.set(node.id, node)
    this.ops.push(Op.create, node.id, tagOf(logicalName, stylingName))
    return node
  }

  createTextNode(content: string): TNode {
    const node = new TNode(this as any, (this.lastId += 1))
    this.nodes.set(node.id, node)
    this.ops.push(Op.text, node.id, content)
    return node
  }

  createFragment(): TNode {
    return new TNode(this as any, 0, true)
  }

  release(node: TNode): void {
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
    return this.early.length > 0 || this.ops.length > 0 || this.rendering.length > 0 || this.outbox.length > 0
  }

  flush(): void {
    const early = this.early
    this.early = []
    for (const work of early) work()
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
