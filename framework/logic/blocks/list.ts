// A list of rows: in place of glass-easel's list of keys, which it borrows for what keys are. Rows are shapes with values, or
// glass-easel's own elements where a shape cannot say them or somebody asked for a node of one.

import type { PageContext, RunOfRows } from '../backend/context'
import { Op } from '../backend/ops'
import type { RowClosure } from './collect'
import { adoptRow, makeOwn } from './own'
import { StartNode } from './nodes'
import type { RowList } from './row-list'
import { firstOf, idOf, lastOf, placeRow, Row, rootsOf, topsOf } from './rows'
import type { Site } from './site'
import { tellRows } from './tell'

/** Values and functions of one call of glass-easel; the newest is kept, because it reads the newest data. */
export interface Call {
  Own: any
  wrapper: any
  slot: any
  path: unknown
  row: RowClosure
}

export class BlockList implements RowList, RunOfRows {
  // glass-easel's `updateKeys` reads and writes these.
  rawKeys: string[] = []
  keyMap: Record<string, number> = {}
  sharedKeyMap: Record<string, number[]> | undefined
  items: unknown[] = []
  indexes: (string | number)[] | null = null

  rows: Row[] = []
  /** How many of them are glass-easel's. */
  owned = 0
  readonly start: StartNode
  /** Whether the view knows of the rows; where they are in it, 0 for nowhere. */
  told = false
  parent = 0

  constructor(
    readonly site: Site,
    public call: Call,
    /** Makes glass-easel's row. */
    public make: (item: unknown, index: number | string) => any,
    readonly keyName: string | null,
    readonly elem: any,
    readonly ownerShadowRoot: any,
  ) {
    this.start = new StartNode(site.ctx, this)
    site.ctx.runs.add(this)
  }

  get ctx(): PageContext {
    return this.site.ctx
  }

  indexOf(at: number): number | string {
    return this.indexes === null ? at : this.indexes[at]!
  }

  readKeys(list: unknown): void {
    this.call.Own.prototype.updateKeys.call(this, list)
  }

  /** Reads a row: it is not in the list yet. */
  read(at: number): Row {
    this.site.make = this.make
    const found = this.site.read(this.call.row, this.items[at], this.indexOf(at), this.call.path)
    return new Row(found?.shape ?? null, found?.values ?? null)
  }

  /** The first rows, before the list is in any place. */
  begin(list: unknown): void {
    this.readKeys(list)
    for (let at = 0; at < this.items.length; at += 1) this.rows.push(this.read(at))
    this.ctx.standFor(this.start)
    const text = this.ownerShadowRoot.createTextNode('')
    text.destroyBackendElementOnRemoval()
    this.elem.insertChildren([text], -1)
    for (let at = 0; at < this.rows.length; at += 1) if (!this.rows[at]!.shape) makeOwn(this, at)
  }

  first(): number {
    return this.told ? this.from(0) : this.after()
  }

  /** What comes first at or behind a place. */
  from(at: number): number {
    for (let i = at; i < this.rows.length; i += 1) {
      const first = firstOf(this.rows[i]!)
      if (first !== 0) return first
    }
    return this.after()
  }

  behind(row: object): number {
    return this.from(this.rows.indexOf(row as Row) + 1)
  }

  /** What follows the list. */
  after(): number {
    const children = this.elem.childNodes
    const last = this.owned > 0 ? this.rows.find((row) => row.own === children[children.length - 1]) : undefined
    return (last?.end ?? this.start).next?.anchor() ?? 0
  }

  placed(parent: number, before: number): void {
    this.ctx.unsettled.delete(this)
    this.parent = parent
    if (!this.told) {
      this.told = true
      tellRows(this, this.rows, 0, this.rows.length, before)
    } else for (const row of this.rows) placeRow(this.ctx, row, parent, before)
    // glass-easel puts its own rows there too, all at the end: they are where they belong.
    if (this.owned > 0) for (const row of this.rows) if (row.own) for (const root of rootsOf(row)) root.held = true
  }

  /** Out of its place: to another, or to nowhere, which is told when nothing else comes. */
  displaced(): void {
    if (this.told && this.parent !== 0) this.ctx.unsettled.add(this)
  }

  settle(parent: number): void {
    if (parent !== 0 && parent !== this.parent) return
    this.ctx.unsettled.delete(this)
    for (const row of this.rows) {
      for (const top of topsOf(row)) this.ctx.ops.push(Op.remove, this.parent, top)
    }
    this.parent = 0
  }

  released(): void {
    const { ctx, rows } = this
    ctx.runs.delete(this)
    ctx.unsettled.delete(this)
    if (this.told) this.forget(rows)
    this.rows = []
    this.told = false
  }

  /** Releases rows that follow each other in the view, except glass-easel's. */
  forget(rows: Row[]): void {
    const { ctx } = this
    const first = rows.find((row) => firstOf(row) !== 0 && !row.own)
    if (!first) return
    if (this.parent === 0) {
      for (const row of rows)
        if (!row.own) for (let n = 0; n < row.shape!.size; n += 1) ctx.ops.push(Op.release, row.id + n)
      return
    }
    let last = 0
    for (let i = rows.length - 1; i >= 0 && last === 0; i -= 1) last = lastOf(rows[i]!)
    ctx.ops.push(Op.clear, this.parent, firstOf(first), last)
  }

  /** Releases the roots of one row, with what is below them. */
  dropRoots(roots: number[]): void {
    if (roots.length === 0) return
    if (this.parent !== 0) this.ctx.ops.push(Op.clear, this.parent, roots[0], roots[roots.length - 1])
    else for (const root of roots) this.ctx.ops.push(Op.release, root)
  }

  adopt(id: number): boolean {
    if (!this.told) return false
    for (let at = 0; at < this.rows.length; at += 1) {
      const row = this.rows[at]!
      if (row.own || !row.shape) continue
      if (row.ids ? !row.ids.includes(id) : id < row.id || id >= row.id + row.shape.size) continue
      adoptRow(this, at)
      return true
    }
    return false
  }
}
