// Telling the view of new rows: a run of those that have one template is one operation.

import { Op } from '../backend/ops'
import { ABSENT, encode } from './encode'
import type { RowList } from './row-list'
import { placeRoots, rootsOf, type Row } from './rows'
import { type Range, templateOf } from './shape'

/** Appends what the row brings to `values`, and returns its template. */
export function fill(list: RowList, row: Row, values: unknown[], range: Range, whole = false): number {
  const { slots } = row.shape!
  const own = row.values!
  const { names } = list.site
  const from = values.length
  let absent = ''
  for (let n = 0; n < slots.length; n += 1) {
    const slot = slots[n]!
    if (slot.node < range.from || slot.node >= range.to) continue
    if (!slot.varies || slot.kind === 'm' || slot.kind === 'on') continue
    const given = own[n]
    // Most of what rows bring are texts that are texts.
    const value = slot.kind === 't' && typeof given === 'string' ? given : encode(slot.kind, given, names)
    if (whole && value === ABSENT) values.push(null)
    else if (value === ABSENT) absent += `${n},`
    else values.push(value)
  }
  const template = templateOf(row.shape!, absent, list.site, range)
  if (template !== 0) return template
  values.length = from
  return fill(list, row, values, range, true)
}

/** Rows from one place to another come into the view before a number. */
export function tellRows(list: RowList, rows: Row[], from: number, to: number, before: number): void {
  const { ctx } = list
  for (let at = from; at < to;) {
    const row = rows[at]!
    if (row.own) {
      if (list.parent !== 0) placeRoots(rootsOf(row), list.parent, before)
      at += 1
      continue
    }
    const shape = row.shape!
    const values: unknown[] = []
    const range = { from: 0, to: shape.size }
    const template = fill(list, row, values, range)
    let end = at + 1
    while (end < to && rows[end]!.shape === shape && !rows[end]!.own) {
      const known = values.length
      if (fill(list, rows[end]!, values, range) !== template) {
        values.length = known
        break
      }
      end += 1
    }
    let id = ctx.take((end - at) * shape.size)
    ctx.ops.push(Op.clone, template, id, list.parent, before, end - at, values)
    for (; at < end; at += 1) {
      rows[at]!.id = id
      id += shape.size
    }
  }
}
