// The table of a page's nodes: what an id of the operation protocol means in this document.

import type { Component } from './components/component'
import { Listen, ROOT_ID } from './messages'

/** One node of the tree that logic owns. `content` is where its children go (a component may wrap them). */
export class ViewNode {
  content: Node
  component: Component | null = null
  /** event name -> flags of `Listen` */
  listens: Map<string, number> | null = null
  attrs: Map<string, unknown> | null = null
  data: Record<string, unknown> | null = null
  scope = ''
  hostScope = ''
  programId = ''

  constructor(
    readonly id: number,
    readonly tag: string,
    readonly el: HTMLElement | Text,
  ) {
    this.content = el
  }

  listensTo(event: string): boolean {
    return this.listens !== null && this.listens.has(event)
  }

  /** A class name as the program wrote it, as it stands in the compiled style sheets. */
  className(name: string): string {
    return this.scope === '' ? name : `${this.scope}--${name}`
  }
}

const KEY = Symbol('node')
type Marked = Node & { [KEY]?: ViewNode }

export const nodes = new Map<number, ViewNode>()

/** Counts of live `listen`s by event name: whole classes of work are skipped when nobody asks. */
export const listenCount = new Map<string, number>()

export function bind(node: ViewNode): void {
  nodes.set(node.id, node)
  ;(node.el as Marked)[KEY] = node
}

export function release(id: number): void {
  const node = findNode(id)
  if (!node || id === ROOT_ID) return
  for (const [event, flags] of node.listens ?? []) {
    count(event, -1)
    if ((flags & Listen.Catch) !== 0) count(`catch:${event}`, -1)
  }
  node.listens = null
  node.component?.released()
  nodes.delete(id)
}

export function count(event: string, by: number): void {
  listenCount.set(event, (listenCount.get(event) ?? 0) + by)
}

/** Copied rows (rows.ts): each makes its nodes when one of them is asked for. True: it did. */
interface Rows {
  find(id: number): boolean
  at(dom: Node): boolean
  give(own: (dom: Node) => ViewNode | null): void
}

let rows: Rows

export function setRows(given: Rows): void {
  rows = given
  given.give((dom) => (dom as Marked)[KEY] ?? null)
}

export function findNode(id: unknown): ViewNode | undefined {
  return nodes.get(id as number) ?? (rows.find(id as number) ? nodes.get(id as number) : undefined)
}

export function getNode(id: unknown): ViewNode {
  const node = findNode(id)
  if (!node) throw new Error(`no node ${String(id)}`)
  return node
}

/** The node that this DOM node stands for, if any. */
export function nodeOf(dom: Node | null): ViewNode | null {
  if (!dom) return null
  const node = (dom as Marked)[KEY]
  if (node) return node
  return rows.at(dom) ? ((dom as Marked)[KEY] ?? null) : null
}

/** Its component, if it has one by now: asks for nothing to be made. */
export function componentOf(dom: Node): Component | null {
  return (dom as Marked)[KEY]?.component ?? null
}

/** Makes the nodes of all copied rows that a DOM node is in. */
function settle(dom: Node | null): void {
  for (let at = dom; at; at = parentOf(at)) rows.at(at)
}

/** The nearest node at or above a DOM node, which may be an internal part of a component. */
export function nearest(dom: Node | null): ViewNode | null {
  settle(dom)
  for (let at = dom; at; at = parentOf(at)) {
    const node = (at as Marked)[KEY]
    if (node && node.el.nodeType === Node.ELEMENT_NODE) return node
  }
  return null
}

const PORTAL = Symbol('portal')

/** Marks a DOM node that sits elsewhere in the document but belongs under `home` for events. */
export function setPortalHome(dom: Node, home: Node): void {
  ;(dom as Node & { [PORTAL]?: Node })[PORTAL] = home
}

export function parentOf(dom: Node): Node | null {
  return (dom as Node & { [PORTAL]?: Node })[PORTAL] ?? dom.parentNode
}

/** Elements with an id from `node` up to the page root, `node` first. */
export function* pathFrom(node: ViewNode | null): Generator<ViewNode> {
  settle(node ? node.el : null)
  for (let at: Node | null = node ? node.el : null; at; at = parentOf(at)) {
    const found = (at as Marked)[KEY]
    if (found) yield found
  }
}
