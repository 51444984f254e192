// `data-*` for the view: style sheets select by them (`[data-theme=dark]`). glass-easel keeps a dataset to itself in
// composed mode; plain values are sent on, the rest (objects, long texts) matters to handlers only.

import * as glassEasel from 'glass-easel'
import { Op } from './ops'
import type { TNode } from './node'
import { shownData } from './shown'

const prototype = glassEasel.Element.prototype as any
const keep = prototype.setDataset as (name: string, value: unknown) => void

prototype.setDataset = function setDataset(this: any, name: string, value: unknown): void {
  const before = shownData(this.dataset[name])
  keep.call(this, name, value)
  const now = shownData(value)
  if (now === before) return
  const node = this.getBackendElement?.() as TNode | null | undefined
  node?.ctx.ops.push(Op.data, node.id, name, now ?? null)
}
