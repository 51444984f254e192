// The shape of a row: learned from what glass-easel does for one, and said to the view as a template.
//
// A row is made once in earnest, with its operations kept from the page. The places where a setter or a text wrote something
// are its slots, in the order in which `collect` gives values. What varies from row to row is a hole of the template; the rest
// is written into it, until a row says otherwise.

import type { PageContext } from '../backend/context'
import { Op } from '../backend/ops'
import { affected, type Branch, overhear, study, type RowClosure } from './collect'
import { ABSENT, encode, type Kind, type Names } from './encode'

export interface Slot {
  kind: Kind
  name: string
  /** Number of its node in the row. */
  node: number
  /** What all rows have so far; not looked at if `varies`. */
  same: unknown
  varies: boolean
}

/** A part of a template: operations as they are, or a slot's. */
type Piece = unknown[] | number

export interface Shape {
  slots: Slot[]
  size: number
  tops: number[]
  /** Whether the row's closures look at its index. */
  usesIndex: boolean
  /** Which branches a row takes may hang on anything. */
  branches: Branch[]
  /** Of each node the one it is in; -1 for the row's roots. */
  parents: number[]
  pieces: Piece[]
  /** Numbers of templates by what is absent in them. Emptied when something turns out to vary. */
  templates: Map<string, number>
}

/** Operands of the operations that a row's making may give. */
const OPERANDS: Record<number, number> = {
  [Op.create]: 2,
  [Op.text]: 2,
  [Op.append]: 2,
  [Op.attr]: 3,
  [Op.unattr]: 2,
  [Op.addClass]: 2,
  [Op.style]: 2,
  [Op.id]: 2,
  [Op.scope]: 3,
  [Op.data]: 3,
  [Op.listen]: 3,
}

/** Elements that logic looks for by walking, or that act on the whole page. */
const APART = new Set(['canvas', 'page-meta', 'root-portal', 'page-container', 'custom-wrapper'])

/** Templates of one page for what is absent in rows; beyond, `null` stands for it. */
const MAX_ABSENT = 1000

export interface Place {
  ctx: PageContext
  names: Names
  /** Whether the tag is a native node's in this shadow tree. */
  native(tag: string): boolean
  /** Makes a row in earnest. */
  make(item: unknown, index: number | string): object
}

/** The shape of rows that take the branches this one takes; null: they are glass-easel's. */
export function learn(
  place: Place,
  row: RowClosure,
  item: unknown,
  index: number | string,
  path: unknown,
): Shape | null {
  const { found, tags, refused, branches } = study(row, item, index, path)
  if (refused || tags.some((tag) => APART.has(tag) || !place.native(tag))) return null
  if (found.some(({ value, kind }) => typeof value === 'function' && (kind === 'v' || kind === 'r'))) return null
  const varying = affected(row, item, index, path, true, true)
  const made = rehearse(place, item, index)
  if (!made || made.slots.length !== found.length) return null
  const slots: Slot[] = []
  for (const [n, each] of found.entries()) {
    const { kind, node, listens } = made.slots[n]!
    if (kind !== each.kind) return null
    if (kind === 'c' && place.names.classes(each.value) === null) return null
    const varies = varying?.has(each.place) === true
    if (each.kind === 'v' || listens) {
      if (varies) return null
      slots.push({ kind: 'on', name: each.name, node, same: each.value, varies })
    } else slots.push({ kind: each.kind as Kind, name: each.name, node, same: each.value, varies })
  }
  return {
    slots,
    size: made.size,
    tops: made.tops,
    branches,
    parents: made.parents,
    usesIndex: affected(row, item, index, path, undefined, true)?.size !== 0,
    pieces: made.pieces,
    templates: new Map(),
  }
}

interface Made {
  size: number
  tops: number[]
  parents: number[]
  pieces: Piece[]
  slots: { kind: string; node: number; listens: boolean }[]
}

/** Makes a row for nobody, and reads what it did. */
function rehearse(place: Place, item: unknown, index: number | string): Made | null {
  const set: { kind: string; node: number; from: number; to: number }[] = []
  const ops = place.ctx.rehearse((at) => {
    overhear(
      at,
      (kind, element, from) => void set.push({ kind, node: element.getBackendElement().id, from, to: at() }),
      () => void place.make(item, index),
    )
  })
  const made: Made = { size: 0, tops: [], parents: [], pieces: [], slots: [] }
  let next = 0
  const slotsBefore = (at: number): void => {
    // What a setter wrote nothing for stands where it would have.
    while (next < set.length && set[next]!.from === set[next]!.to && set[next]!.from <= at) slot(set[next++]!)
  }
  const slot = (one: (typeof set)[number]): void => {
    const listens = ops[one.from] === Op.listen && one.to > one.from
    made.pieces.push(listens ? ops.slice(one.from, one.to) : made.slots.length)
    made.slots.push({ kind: one.kind, node: one.node, listens })
  }
  for (let at = 0; at < ops.length;) {
    slotsBefore(at)
    const one = set[next]
    if (one && one.from === at) {
      slot(one)
      next += 1
      at = one.to
      continue
    }
    const code = ops[at] as number
    const operands = OPERANDS[code]
    if (operands === undefined) return null
    const id = ops[at + 1] as number
    if (code === Op.create || code === Op.text) {
      if (id !== made.size) return null
      made.tops.push(id)
      made.parents.push(-1)
      made.size += 1
    } else if (code === Op.append) {
      made.tops = made.tops.filter((top) => top !== ops[at + 2])
      made.parents[ops[at + 2] as number] = id
    }
    if (code === Op.text) {
      made.pieces.push(made.slots.length)
      made.slots.push({ kind: 't', node: id, listens: false })
    } else made.pieces.push(ops.slice(at, at + operands + 1))
    at += operands + 1
  }
  slotsBefore(ops.length)
  return next === set.length ? made : null
}

/** Whether the shape can say these values; what varies is found out here. */
export function fits(shape: Shape, values: unknown[], names: Names): boolean {
  const { slots } = shape
  if (values.length !== slots.length) return false
  for (let n = 0; n < slots.length; n += 1) {
    const slot = slots[n]!
    const value = values[n]
    if (value === slot.same) continue
    if (slot.kind === 'c' && names.classes(value) === null) return false
    if (slot.varies || slot.kind === 'm') continue
    if (slot.kind === 'on') return false
    slot.varies = true
    shape.templates.clear()
  }
  return true
}

const CODES: Record<string, number> = { t: Op.text, c: Op.classes, y: Op.style, i: Op.id, d: Op.data, r: Op.attr }

/** Nodes of a row, by their numbers in it. */
export interface Range {
  from: number
  to: number
}

/**
 * The number of the template for a range of rows in which these slots are absent, told to the view if it does not know it; 0:
 * the page has too many.
 */
export function templateOf(shape: Shape, absent: string, place: Place, range: Range): number {
  const name = `${range.from} ${range.to} ${absent}`
  const known = shape.templates.get(name)
  if (known !== undefined) return known
  const without = new Set(absent.split(',').filter(Boolean).map(Number))
  const inside = (node: unknown): boolean => (node as number) >= range.from && (node as number) < range.to
  const ops: unknown[] = []
  const holes: number[] = []
  for (const piece of shape.pieces) {
    if (typeof piece !== 'number') {
      if (!inside(piece[1])) continue
      const begin = ops.length
      for (const each of piece) ops.push(each)
      for (let at = begin; at < ops.length; at += OPERANDS[ops[at] as number]! + 1) {
        ops[at + 1] = (ops[at + 1] as number) - range.from
        if (ops[at] === Op.append) ops[at + 2] = (ops[at + 2] as number) - range.from
      }
      continue
    }
    const slot = shape.slots[piece]!
    const code = CODES[slot.kind]
    if (code === undefined || without.has(piece) || !inside(slot.node)) continue
    const value = slot.varies ? '' : encode(slot.kind, slot.same, place.names)
    if (value === ABSENT) continue
    ops.push(code, slot.node - range.from)
    if (code === Op.data || code === Op.attr) ops.push(slot.name)
    if (slot.varies) holes.push(ops.length)
    ops.push(value)
  }
  const id = place.ctx.template(ops, holes, absent === '' ? Infinity : MAX_ABSENT)
  if (id !== 0) shape.templates.set(name, id)
  return id
}

/** Whether a slot's value may be another: an object may be the same one with other members, and the mirror compares. */
export function differs(before: unknown, value: unknown): boolean {
  return value !== before || (typeof value === 'object' && value !== null)
}

/** Tells the view a new value of a slot; `id` is its node's number. */
export function tellSlot(slot: Slot, id: number, before: unknown, value: unknown, names: Names, ops: unknown[]): void {
  const { kind, name } = slot
  if (kind === 'm' || kind === 'on') return
  const now = encode(kind, value, names)
  if (kind === 't') ops.push(Op.setText, id, now)
  else if (kind === 'd') {
    if (now !== ABSENT) ops.push(Op.data, id, name, now)
    else if (encode(kind, before, names) !== ABSENT) ops.push(Op.data, id, name, null)
  } else if (kind !== 'r') ops.push(CODES[kind]!, id, now)
  else if (now === ABSENT) ops.push(Op.unattr, id, name)
  else ops.push(Op.attr, id, name, now)
}
