// What a list is to those who make, tell and change its rows.

import type { PageContext } from '../backend/context'
import type { Rows } from './nodes'
import type { Row } from './rows'
import type { Site } from './site'

export interface RowList extends Rows {
  readonly ctx: PageContext
  readonly site: Site
  readonly rows: Row[]
  /** How many of them are glass-easel's. */
  owned: number
  readonly items: unknown[]
  indexOf(at: number): number | string
  /** Makes glass-easel's row. */
  make(item: unknown, index: number | string): any
  /** glass-easel's `wx:for`, and whose template it is in. */
  readonly elem: any
  readonly ownerShadowRoot: any
  /** Where the rows are in the view; 0: nowhere. */
  readonly parent: number
  /** The number of what comes first at or behind a place; 0: nothing. */
  from(at: number): number
  dropRoots(roots: number[]): void
}
