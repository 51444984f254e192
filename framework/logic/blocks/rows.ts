// One row of a list: values of a shape, of which the view makes nodes, or glass-easel's own element.

import type { PageContext } from '../backend/context'
import type { TNode } from '../backend/node'
import { Op } from '../backend/ops'
import type { EndNode } from './nodes'
import type { Shape } from './shape'

export class Row {
  /** Number of its first node, if it is a shape's and the view knows it. */
  id = 0
  /** Numbers of all its nodes, where they do not follow each other any more. */
  ids: number[] | null = null
  /** glass-easel's `wx:for-item`, and what ends it. */
  own: any = null
  end: EndNode | null = null
  /** Its place among the rows before a change, while one is made. */
  was = -1

  constructor(
    public shape: Shape | null,
    public values: unknown[] | null,
  ) {}
}

/** The number of a node of a row that is a shape's. */
export function idOf(row: Row, node: number): number {
  return row.ids ? row.ids[node]! : row.id + node
}

/** Numbers of a row's roots; none while the view does not know it. */
export function topsOf(row: Row): number[] {
  return row.own || !row.shape || row.id === 0 ? [] : row.shape.tops.map((top) => idOf(row, top))
}

/** Backend elements of glass-easel's row that are in no other of the row. */
export function rootsOf(row: Row): TNode[] {
  const roots: TNode[] = []
  const add = (node: any): void => {
    const shown = node.getBackendElement?.() as TNode | null
    if (shown && shown !== row.end) roots.push(shown)
  }
  const visit = (node: any): void => {
    if (node._$inheritSlots) for (const child of node.childNodes) visit(child)
    else if (node._$virtual) node.forEachNonVirtualComposedChild(add)
    else add(node)
  }
  if (row.own) for (const child of row.own.childNodes) visit(child)
  return roots
}

/** The first number in a row, to put something before it; 0 for a row that shows nothing. */
export function firstOf(row: Row): number {
  if (row.own) return rootsOf(row)[0]?.anchor() ?? 0
  const top = row.shape?.tops[0]
  return top === undefined || row.id === 0 ? 0 : idOf(row, top)
}

export function lastOf(row: Row): number {
  const tops = row.shape?.tops
  const top = tops?.[tops.length - 1]
  return top === undefined || row.id === 0 || row.own ? 0 : idOf(row, top)
}

/** Puts roots before a number, in order. A list that is among them puts its own rows there, and says so of their roots. */
export function placeRoots(roots: TNode[], parent: number, before: number): void {
  for (const root of roots) root.held = false
  for (const root of roots) root.place(parent, before)
}

/** Puts a row's roots before a number, in order. */
export function placeRow(ctx: PageContext, row: Row, parent: number, before: number): void {
  if (row.own) return placeRoots(rootsOf(row), parent, before)
  for (const top of topsOf(row)) {
    if (before === 0) ctx.ops.push(Op.append, parent, top)
    else ctx.ops.push(Op.insert, parent, top, before)
  }
}

/** For each place of a list, whether its row may stay where it is: those that moved least go round them (patience). */
export function staying(was: number[]): boolean[] {
  const stay = new Array<boolean>(was.length).fill(false)
  const tails: number[] = []
  const at: number[] = []
  const before = new Array<number>(was.length)
  for (let i = 0; i < was.length; i += 1) {
    const from = was[i]!
    if (from < 0) continue
    let low = 0
    let high = tails.length
    if (high > 0 && from > tails[high - 1]!) low = high
    else
      while (low < high) {
        const mid = (low + high) >> 1
        if (tails[mid]! < from) low = mid + 1
        else high = mid
      }
    tails[low] = from
    at[low] = i
    before[i] = low > 0 ? at[low - 1]! : -1
  }
  for (let i = at[tails.length - 1] ?? -1; i >= 0; i = before[i]!) stay[i] = true
  return stay
}
