// A `wx:for` of a template: what its rows can look like. Lists of one closure share it, because lists inside rows come by the
// hundred.

import type { PageContext } from '../backend/context'
import { collect, taken, type RowClosure } from './collect'
import { Names } from './encode'
import { fits, learn, type Place, type Shape } from './shape'

/** Branches of `wx:if` in one row may go together in many ways: beyond these, rows are glass-easel's. */
const MAX_SHAPES = 64

export class Site implements Place {
  private readonly shapes = new Map<string, Shape | null>()
  readonly names: Names
  /** Makes a row in earnest, for the list that reads. */
  make: (item: unknown, index: number | string) => any = () => undefined

  constructor(
    readonly ctx: PageContext,
    private readonly shadowRoot: any,
    scopeName: (id: number) => string,
  ) {
    this.names = new Names(shadowRoot, scopeName)
  }

  native(tag: string): boolean {
    const host = this.shadowRoot.getHostNode()
    const behavior = host._$behavior
    const space = behavior.ownerSpace
    if (behavior._$using[tag] !== undefined || host._$genericImpls?.[tag]) return false
    return tag !== '' && space._$allowUnusedNativeNode && space.getGlobalUsingComponent(tag) === null
  }

  /** A row's values and its shape; null: it is glass-easel's. */
  read(
    row: RowClosure,
    item: unknown,
    index: number | string,
    path: unknown,
  ): { shape: Shape; values: unknown[] } | null {
    const values = collect(row, item, index, path)
    const branches = taken()
    let shape = this.shapes.get(branches)
    if (shape === undefined) {
      shape = this.shapes.size < MAX_SHAPES ? learn(this, row, item, index, path) : null
      this.shapes.set(branches, shape)
    }
    return shape && fits(shape, values, this.names) ? { shape, values } : null
  }
}
