// The backend element of glass-easel's composed mode: it keeps only what is needed to turn tree
// operations into protocol operations (siblings), and records them. The tree itself is mirrored in Rust.

import type { PageContext } from './context'
import { withoutInstances } from '../program/instances'
import { Flag, Op } from './ops'
import { shownId, shownStyle } from './shown'

export class TNode {
  readonly ctx: PageContext
  readonly id: number
  parent: TNode | null = null
  prev: TNode | null = null
  next: TNode | null = null
  first: TNode | null = null
  last: TNode | null = null
  /** The element of glass-easel: any, because two copies of its types would meet here. */
  __wxElement: any
  readonly fragment: boolean
  models: Record<string, (value: unknown) => void> | null = null

  constructor(ctx: PageContext, id: number, fragment = false) {
    this.ctx = ctx
    this.id = id
    this.fragment = fragment
  }

  protected unlink(): void {
    const parent = this.parent
    if (!parent) return
    if (this.prev) this.prev.next = this.next
    else parent.first = this.next
    if (this.next) this.next.prev = this.prev
    else parent.last = this.prev
    this.parent = this.prev = this.next = null
  }

  private link(child: TNode, before: TNode | null): void {
    child.unlink()
    child.parent = this
    if (before) {
      child.next = before
      child.prev = before.prev
      if (before.prev) before.prev.next = child
      else this.first = child
      before.prev = child
    } else {
      child.prev = this.last
      if (this.last) this.last.next = child
      else this.first = child
      this.last = child
    }
  }

  /** A child that stays behind all others: the custom tab bar. */
  private tail: TNode | null = null

  appendTail(child: TNode): void {
    this.appendChild(child)
    this.tail = child
  }

  /** The number of the node to put something before, so that it comes before this; 0: behind all others. */
  anchor(): number {
    return this.id
  }

  /** Set while somebody else says where the node is shown: a root of a list's row. */
  held = false

  /** Tells the view where this node is; `before` as `anchor` has it. */
  place(parent: number, before: number): void {
    if (this.held) this.held = false
    else if (before === 0) this.ctx.ops.push(Op.append, parent, this.id)
    else this.ctx.ops.push(Op.insert, parent, this.id, before)
  }

  /** Tells the view that this node is not there any more. */
  displace(parent: number): void {
    if (!this.held) this.ctx.ops.push(Op.remove, parent, this.id)
  }

  appendChild(child: TNode): void {
    if (this.tail && child !== this.tail && this.tail.parent === this) return this.insertBefore(child, this.tail)
    this.link(child, null)
    if (!this.fragment) child.place(this.id, 0)
  }

  insertBefore(child: TNode, before: TNode): void {
    this.link(child, before)
    if (!this.fragment) child.place(this.id, before.anchor())
  }

  removeChild(child: TNode): void {
    if (child.parent !== this) return
    child.unlink()
    if (!this.fragment) child.displace(this.id)
  }

  replaceChild(child: TNode, old: TNode): void {
    if (old.parent !== this) {
      this.appendChild(child)
      return
    }
    this.insertBefore(child, old)
    this.removeChild(old)
  }

  spliceBefore(before: TNode, deleteCount: number, list: TNode): void {
    for (let child = list.first; child;) {
      const next: TNode | null = child.next
      this.insertBefore(child, before)
      child = next
    }
    this.spliceRemove(before, deleteCount)
  }

  spliceAppend(list: TNode): void {
    for (let child = list.first; child;) {
      const next: TNode | null = child.next
      this.appendChild(child)
      child = next
    }
  }

  spliceRemove(before: TNode, deleteCount: number): void {
    let at: TNode | null = before
    for (let i = 0; i < deleteCount && at; i += 1) {
      const next: TNode | null = at.next
      this.removeChild(at)
      at = next
    }
  }

  release(): void {
    if (this.fragment) return
    this.unlink()
    this.ctx.release(this)
  }

  associateValue(element: unknown): void {
    this.__wxElement = element
  }

  setId(id: string): void {
    this.ctx.ops.push(Op.id, this.id, shownId(id))
  }

  setStyleScope(scope: number, _extra?: number, host?: number): void {
    const own = this.ctx.scopeName(scope)
    const hosted = host === undefined ? '' : this.ctx.scopeName(host)
    if (own || hosted) this.ctx.ops.push(Op.scope, this.id, own, hosted)
  }

  setStyle(text: string): void {
    this.ctx.ops.push(Op.style, this.id, shownStyle(text))
  }

  addClass(name: string, scope?: number): void {
    this.ctx.ops.push(Op.addClass, this.id, this.prefixed(name, scope))
  }

  removeClass(name: string, scope?: number): void {
    this.ctx.ops.push(Op.removeClass, this.id, this.prefixed(name, scope))
  }

  clearClasses(): void {
    this.ctx.ops.push(Op.clearClasses, this.id)
  }

  private prefixed(name: string, scope?: number): string {
    const prefix = scope === undefined ? '' : this.ctx.scopeName(scope)
    return prefix ? `${prefix}--${name}` : name
  }

  setAttribute(name: string, value: unknown): void {
    if (value === undefined) this.ctx.ops.push(Op.unattr, this.id, name)
    else this.ctx.ops.push(Op.attr, this.id, name, withoutInstances(value))
  }

  removeAttribute(name: string): void {
    this.ctx.ops.push(Op.unattr, this.id, name)
  }

  setText(content: string): void {
    this.ctx.ops.push(Op.setText, this.id, content)
  }

  setModelBindingStat(name: string, listener: ((value: unknown) => void) | null): void {
    if (!listener) {
      if (this.models) delete this.models[name]
      return
    }
    if (!this.models) this.models = Object.create(null) as Record<string, (value: unknown) => void>
    this.models[name] = listener
    // The view must report what the user does, whether or not the program listens.
    this.ctx.ops.push(Op.listen, this.id, name === 'value' ? 'input' : 'change', Flag.bind)
  }

  setListenerStats(type: string, capture: boolean, level: number): void {
    const flags = (level === 2 ? Flag.final : level === 1 ? Flag.mut : Flag.bind) | (capture ? Flag.capture : 0)
    this.ctx.ops.push(Op.listen, this.id, type, flags)
  }

  createIntersectionObserver(): { disconnect(): void } {
    return { disconnect() {} }
  }

  getContext(done: (value: unknown) => void): void {
    done(null)
  }
}
