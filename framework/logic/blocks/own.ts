// Rows that are glass-easel's own: made so because a shape cannot say them, or become so because a node was asked for.

import type { RowList } from './row-list'
import { EndNode } from './nodes'
import { idOf, placeRoots, rootsOf, type Row, topsOf } from './rows'

/** glass-easel's element is put among those of the rows before and behind it. */
function enter(list: RowList, row: Row, at: number, own: any): void {
  row.end = new EndNode(list.ctx, list, row)
  list.ctx.standFor(row.end)
  const end = list.ownerShadowRoot.createTextNode('')
  end.destroyBackendElementOnRemoval()
  own.insertChildren([end], -1)
  row.own = own
  list.owned += 1
  // Who puts it into the view is the list.
  for (const root of rootsOf(row)) root.held = true
  // Behind the nearest that is glass-easel's already: the first child of all is the list's start.
  let before = at - 1
  while (before >= 0 && !list.rows[before]!.own) before -= 1
  const place = before < 0 ? 1 : (list.rows[before]!.own.parentIndex as number) + 1
  const children = list.elem.childNodes
  if (place >= children.length) list.elem.insertChildren([own], -1)
  else list.elem.insertChildren([own], place)
}

/** Makes glass-easel's row; it is not in the view yet. */
export function makeOwn(list: RowList, at: number): void {
  enter(list, list.rows[at]!, at, list.make(list.items[at], list.indexOf(at)))
}

/** The row's nodes become glass-easel's, with the numbers that the view knows them by. */
export function adoptRow(list: RowList, at: number): void {
  const row = list.rows[at]!
  const numbers = Array.from({ length: row.shape!.size }, (_, node) => idOf(row, node))
  const tops = topsOf(row)
  let own: any
  const same = list.ctx.adopting(numbers, () => void (own = list.make(list.items[at], list.indexOf(at))))
  row.shape = null
  row.values = null
  if (same) return enter(list, row, at, own)
  // Its template has said something else in the meantime: a row in its place.
  replaceRow(list, at, tops)
}

/** A row of glass-easel's in place of one that was a shape's. */
function replaceRow(list: RowList, at: number, gone: number[]): void {
  const row = list.rows[at]!
  const own = list.make(list.items[at], list.indexOf(at))
  row.own = own
  const roots = rootsOf(row)
  const [first] = gone
  const before = first ?? list.from(at + 1)
  row.own = null
  if (list.parent !== 0) placeRoots(roots, list.parent, before)
  list.dropRoots(gone)
  enter(list, row, at, own)
}
