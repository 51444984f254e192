// A row takes another branch of a `wx:if`: only what stands there because of the branch is another; the rest of the row keeps
// its nodes, and with them what a person typed or scrolled.

import { Op } from '../backend/ops'
import type { Branch } from './collect'
import type { BlockList } from './list'
import { idOf, type Row } from './rows'
import { differs, type Shape, tellSlot } from './shape'
import { fill } from './tell'

interface Swap {
  old: Branch
  now: Branch
}

/** The branches that are others now, in order. False: the shapes have nothing in common. */
function match(old: Branch[], now: Branch[], swaps: Swap[]): boolean {
  if (old.length !== now.length) return false
  for (let n = 0; n < old.length; n += 1) {
    const [before, after] = [old[n]!, now[n]!]
    if (before.key !== after.key) swaps.push({ old: before, now: after })
    else if (!match(before.inner, after.inner, swaps)) return false
  }
  return true
}

/** What the old row and the new one have in common stays, the rest is cleared and cloned. False: they have nothing. */
export function rebranch(list: BlockList, at: number, old: Row, row: Row): boolean {
  const swaps: Swap[] = []
  const before = old.shape!
  const shape = row.shape!
  if (!match(before.branches, shape.branches, swaps)) return false
  if (!list.told || old.id === 0) {
    old.shape = shape
    old.values = row.values
    return true
  }
  const ids = numbers(old, before, shape, swaps)
  if (!ids) return false
  tellCommon(list, old, row, ids)
  const { ctx } = list
  // From the end: what a branch is put before is there.
  for (const { old: gone, now } of swaps.reverse()) {
    const parent = now.parent < 0 ? list.parent : ids[now.parent]!
    const roots = before.parents.flatMap((up, node) =>
      up === gone.parent && node >= gone.from && node < gone.to ? [idOf(old, node)] : [],
    )
    if (roots.length > 0) {
      if (parent === 0) for (let node = gone.from; node < gone.to; node += 1) ctx.ops.push(Op.release, idOf(old, node))
      else ctx.ops.push(Op.clear, parent, roots[0], roots[roots.length - 1])
    }
    if (now.to === now.from) continue
    const values: unknown[] = []
    const template = fill(list, row, values, now)
    const first = ctx.take(now.to - now.from)
    for (let node = now.from; node < now.to; node += 1) ids[node] = first + node - now.from
    const next = shape.parents.findIndex((up, node) => node >= now.to && up === now.parent)
    const anchor = next >= 0 ? ids[next]! : now.parent < 0 ? list.from(at + 1) : 0
    ctx.ops.push(Op.clone, template, first, parent, anchor, 1, values)
  }
  // A row that shows nothing now is known all the same.
  old.id = ids[0] ?? old.id
  old.ids = ids
  old.shape = shape
  old.values = row.values
  return true
}

/** Numbers of the new shape's nodes, 0 for those to come. */
function numbers(row: Row, before: Shape, shape: Shape, swaps: Swap[]): number[] | null {
  const ids: number[] = []
  let from = 0
  const copyTo = (end: number): void => {
    while (from < end) ids.push(idOf(row, from++))
  }
  for (const { old, now } of swaps) {
    copyTo(old.from)
    if (ids.length !== now.from) return null
    for (let node = now.from; node < now.to; node += 1) ids.push(0)
    from = old.to
  }
  copyTo(before.size)
  return ids.length === shape.size ? ids : null
}

/** Tells what is new of nodes that stay. */
function tellCommon(list: BlockList, old: Row, row: Row, ids: number[]): void {
  const known = new Map<number, number[]>()
  old.shape!.slots.forEach((slot, n) => {
    const id = idOf(old, slot.node)
    const places = known.get(id)
    if (places) places.push(n)
    else known.set(id, [n])
  })
  row.shape!.slots.forEach((slot, n) => {
    const id = ids[slot.node]!
    if (id === 0) return
    const place = known.get(id)?.shift()
    const before = place === undefined ? undefined : old.values![place]
    if (!differs(before, row.values![n])) return
    tellSlot(slot, id, before, row.values![n], list.site.names, list.ctx.ops)
  })
}
