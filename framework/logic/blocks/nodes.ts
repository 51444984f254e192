// Two nodes that a list has in the tree of backend elements, of which the view knows nothing: glass-easel moves them about like
// texts, and what they stand for follows.

import type { PageContext } from '../backend/context'
import { TNode } from '../backend/node'

/** What they ask of their list. */
export interface Rows {
  /** The number to put something before, so that it comes before the rows, or behind one of them; 0: at the end. */
  first(): number
  behind(row: object): number
  placed(parent: number, before: number): void
  displaced(): void
  released(): void
}

/** All rows of a list: its element's first child. */
export class StartNode extends TNode {
  constructor(
    ctx: PageContext,
    readonly rows: Rows,
  ) {
    super(ctx, 0)
  }

  override anchor(): number {
    return this.rows.first()
  }
  override place(parent: number, before: number): void {
    if (this.held) this.held = false
    else this.rows.placed(parent, before)
  }
  override displace(): void {
    if (!this.held) this.rows.displaced()
  }
  override release(): void {
    this.unlink()
    this.rows.released()
  }
}

/** The end of a row that is glass-easel's: what comes into the row later is put before what follows it in the view. */
export class EndNode extends TNode {
  constructor(
    ctx: PageContext,
    readonly rows: Rows,
    readonly row: object,
  ) {
    super(ctx, 0)
  }

  override anchor(): number {
    return this.rows.behind(this.row)
  }
  override place(): void {}
  override displace(): void {}
  override release(): void {
    this.unlink()
  }
}
