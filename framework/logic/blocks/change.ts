// What a change of data makes of a list: glass-easel's rules of which row is which (its `RangeListManager.diff`, 0.12.1), and
// the fewest words for the view. All values are read before anything is changed: what throws leaves the list as it was.

import { affected } from './collect'
import type { BlockList } from './list'
import { makeOwn } from './own'
import { rebranch } from './branches'
import { idOf, placeRow, rootsOf, type Row, staying, topsOf } from './rows'
import { differs, type Shape, tellSlot } from './shape'
import { tellRows } from './tell'

type Tree = true | undefined | Record<string, any>
export type UpdateOwn = (item: unknown, index: number | string, tree: Tree, indexChanged: boolean, own: unknown) => void

interface Plan {
  rows: Row[]
  /** New values of rows that are shapes. */
  fresh: { row: Row; values: unknown[] }[]
  /** Rows of glass-easel's to update. */
  own: { at: number; tree: Tree; indexChanged: boolean }[]
  /** Rows that are there and have another shape now. */
  other: number[]
}

const isSplice = (tree: Tree): boolean => typeof tree === 'object' && Array.isArray(Object.getPrototypeOf(tree))

/** Whether something around the list changed what rows of this shape show. */
class Around {
  private readonly known = new Map<Shape, boolean>()

  constructor(private readonly list: BlockList) {}

  changed(shape: Shape, at: number): boolean {
    let found = this.known.get(shape)
    if (found === undefined) {
      const { call, items } = this.list
      found = affected(call.row, items[at], this.list.indexOf(at), call.path, undefined, undefined)?.size !== 0
      this.known.set(shape, found)
    }
    return found
  }
}

export function changeRows(list: BlockList, given: unknown, tree: Tree, update: UpdateOwn): void {
  const before = list.rows
  const kept = {
    rawKeys: list.rawKeys,
    keyMap: list.keyMap,
    shared: list.sharedKeyMap,
    items: list.items,
    indexes: list.indexes,
  }
  let plan: Plan
  try {
    plan = makePlan(list, given, tree)
  } catch (error) {
    list.rawKeys = kept.rawKeys
    list.keyMap = kept.keyMap
    list.sharedKeyMap = kept.shared
    list.items = kept.items
    list.indexes = kept.indexes
    throw error
  }
  perform(list, before, plan, update)
}

/** Whether the change leaves keys, order and number of rows as they are. */
function inPlace(list: BlockList, given: unknown, tree: Tree): tree is undefined | Record<string, any> {
  if (!Array.isArray(given) || list.indexes !== null || given.length !== list.rows.length || tree === true) return false
  if (tree === undefined) return true
  if (isSplice(tree)) return false
  for (const key of Object.keys(tree)) {
    const sub = tree[key]
    if (list.keyName !== null && (sub === true || list.keyName === '*this' || sub?.[list.keyName])) return false
  }
  return true
}

function makePlan(list: BlockList, given: unknown, tree: Tree): Plan {
  const old = list.rows
  const plan: Plan = { rows: old, fresh: [], own: [], other: [] }
  const around = new Around(list)
  if (inPlace(list, given, tree)) {
    list.items = given as unknown[]
    if (list.owned === 0 && !someAround(list, around)) {
      // Only rows that the path leads to.
      for (const key of Object.keys(tree ?? {})) {
        const at = Number(key)
        if (at >= 0 && at < old.length && Number.isInteger(at)) reread(list, plan, old[at]!, at)
      }
      return plan
    }
    for (let at = 0; at < old.length; at += 1) keep(list, plan, around, old[at]!, at, tree?.[at], false)
    return plan
  }
  const { rawKeys: oldKeys, keyMap: oldMap, sharedKeyMap: oldShared, indexes: oldIndexes } = list
  list.readKeys(given)
  const { rawKeys: keys, sharedKeyMap: shared } = list
  const keyed = list.keyName !== null
  const byPlace = tree === undefined || !keyed
  const trees = byPlace ? (isSplice(tree) ? true : tree) : tree
  plan.rows = []
  for (let at = 0; at < keys.length; at += 1) {
    const was = byPlace ? (at < oldKeys.length ? at : -1) : (oldMap[keys[at]!] ?? -1)
    const row = was < 0 ? undefined : old[was]
    if (!row) {
      const fresh = list.read(at)
      plan.rows.push(fresh)
      continue
    }
    row.was = was
    plan.rows.push(row)
    const index = list.indexOf(at)
    const oldIndex = oldIndexes === null ? was : oldIndexes[was]!
    let own: Tree = trees === true || trees === undefined ? trees : trees[byPlace ? index : at]
    if (!byPlace && typeof trees === 'object') {
      const key = keys[at]!
      const marked = oldShared?.[key] !== undefined || shared?.[key] !== undefined
      if (marked || (own && own !== true && (list.keyName === '*this' || own[list.keyName!]))) own = true
    }
    keep(list, plan, around, row, at, own, index !== oldIndex)
  }
  return plan
}

/** Whether the change reaches some row from around the list. */
function someAround(list: BlockList, around: Around): boolean {
  const seen = new Set<Shape>()
  for (let at = 0; at < list.rows.length; at += 1) {
    const shape = list.rows[at]!.shape!
    if (seen.has(shape)) continue
    seen.add(shape)
    if (shape.branches.length > 0 || around.changed(shape, at)) return true
  }
  return false
}

function keep(
  list: BlockList,
  plan: Plan,
  around: Around,
  row: Row,
  at: number,
  tree: Tree,
  indexChanged: boolean,
): void {
  const { shape } = row
  if (!shape) {
    plan.own.push({ at, tree, indexChanged })
    return
  }
  if (
    tree === undefined &&
    shape.branches.length === 0 &&
    !(indexChanged && shape.usesIndex) &&
    !around.changed(shape, at)
  )
    return
  reread(list, plan, row, at)
}

function reread(list: BlockList, plan: Plan, row: Row, at: number): void {
  if (!row.shape) {
    plan.own.push({ at, tree: true, indexChanged: false })
    return
  }
  const now = list.read(at)
  if (now.shape === row.shape) plan.fresh.push({ row, values: now.values! })
  else plan.other.push(at)
}

function perform(list: BlockList, before: Row[], plan: Plan, update: UpdateOwn): void {
  const { ctx, site } = list
  const { rows } = plan
  for (const { row, values } of plan.fresh) {
    if (list.told) {
      const { slots } = row.shape!
      const old = row.values!
      for (let n = 0; n < slots.length; n += 1) {
        if (!differs(old[n], values[n])) continue
        const slot = slots[n]!
        tellSlot(slot, idOf(row, slot.node), old[n], values[n], site.names, ctx.ops)
      }
    }
    row.values = values
  }
  if (rows !== before) rearrange(list, before, rows)
  for (const at of plan.other) exchange(list, at)
  for (const { at, tree, indexChanged } of plan.own) {
    const row = list.rows[at]
    if (row?.own) update(list.items[at], list.indexOf(at), tree, indexChanged, row.own)
  }
}

/** A row of another shape: a new one in its place. */
function exchange(list: BlockList, at: number): void {
  const old = list.rows[at]!
  const row = list.read(at)
  if (old.shape && row.shape && rebranch(list, at, old, row)) return
  const gone = topsOf(old)
  const before = gone[0] ?? (list.told ? list.from(at + 1) : 0)
  const rows = list.rows.slice()
  rows[at] = row
  list.rows = rows
  if (!row.shape) makeOwn(list, at)
  if (!list.told) return
  tellRows(list, [row], 0, 1, before)
  list.dropRoots(gone)
}

function rearrange(list: BlockList, before: Row[], rows: Row[]): void {
  const stays = new Set(rows)
  leave(list, before, stays)
  const known = new Set(before)
  const was = rows.map((row) => (known.has(row) ? row.was : -1))
  list.rows = rows
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!
    if (!row.shape && !row.own) makeOwn(list, at)
  }
  if (list.told) arrange(list, rows, was)
  orderOwn(list)
}

/** Rows that are no more: those that follow each other go together. */
function leave(list: BlockList, before: Row[], stays: Set<Row>): void {
  let run: Row[] = []
  const end = (): void => {
    if (list.told && run.length > 0) list.forget(run)
    run = []
  }
  for (const row of before) {
    if (!row.own && !stays.has(row)) {
      run.push(row)
      continue
    }
    end()
    if (!row.own || stays.has(row)) continue
    list.owned -= 1
    list.elem.removeChild(row.own)
  }
  end()
}

/** Puts rows where they belong: new ones as runs, moved ones one by one, before the next that stays. */
function arrange(list: BlockList, rows: Row[], was: number[]): void {
  const inOrder = was.every((from, at) => from >= 0 && (at === 0 || from > was[at - 1]!))
  if (inOrder) return
  const stay = staying(was)
  for (let at = 0; at < rows.length;) {
    if (stay[at]) {
      at += 1
      continue
    }
    let next = at
    while (next < rows.length && !stay[next]) next += 1
    const anchor = list.from(next)
    while (at < next) {
      let end = at
      while (end < next && was[end]! < 0) end += 1
      if (end > at) tellRows(list, rows, at, end, anchor)
      at = end
      if (at < next) {
        placeRow(list.ctx, rows[at]!, list.parent, anchor)
        at += 1
      }
    }
  }
}

/** glass-easel's rows in the order of the list, among themselves. */
function orderOwn(list: BlockList): void {
  if (list.owned < 2) return
  let place = 1
  for (const row of list.rows) {
    if (!row.own) continue
    const children = list.elem.childNodes
    if (children[place] !== row.own) {
      for (const root of rootsOf(row)) root.held = true
      list.elem.insertBefore(row.own, children[place])
    }
    place += 1
  }
}
