// Who looks for elements finds those of rows too: rows in which something may match become glass-easel's before it looks.

import * as glassEasel from 'glass-easel'
import { PageContext } from '../backend/context'
import { BlockList } from './list'
import { adoptRow } from './own'
import type { Row } from './rows'

/** Names in the last part of each selector: what it finds has them. */
function wanted(selector: string): string[][] {
  return selector.split(',').map((one) => {
    const last =
      one
        .trim()
        .split(/[\s>]+/)
        .pop() ?? ''
    return last.match(/[.#][^.#:[]+/g) ?? []
  })
}

function has(row: Row, name: string): boolean {
  const kind = name[0] === '#' ? 'i' : 'c'
  const text = name.slice(1)
  return row.shape!.slots.some((slot, n) => {
    if (slot.kind !== kind) return false
    const value = row.values![n]
    return kind === 'i' ? String(value) === text : String(value).includes(text)
  })
}

/** Rows that may have what is looked for, in the shadow tree of an element or, for `>>>`, anywhere in the page. */
function meet(from: any, selector: string): void {
  const ctx = from.getBackendContext?.()
  if (!(ctx instanceof PageContext) || ctx.runs.size === 0) return
  const names = wanted(selector)
  const shadowRoot = from.ownerShadowRoot
  for (const list of ctx.runs) {
    if (!(list instanceof BlockList) || !list.told) continue
    const tree = list.ownerShadowRoot
    if (tree !== from && tree !== shadowRoot && !selector.includes('>>>')) continue
    list.rows.forEach((row, at) => {
      if (row.shape && names.some((all) => all.every((name) => has(row, name)))) adoptRow(list, at)
    })
  }
}

export function installAsking(): void {
  const prototype = glassEasel.Element.prototype as any
  for (const name of ['querySelector', 'querySelectorAll']) {
    const own = prototype[name] as (selector: unknown) => unknown
    prototype[name] = function ask(this: any, selector: unknown): unknown {
      meet(this, typeof selector === 'string' ? selector : '')
      return own.call(this, selector)
    }
  }
  const tree = glassEasel.ShadowRoot.prototype as any
  const byId = tree.getElementById as (id: unknown) => unknown
  tree.getElementById = function getElementById(this: any, id: unknown): unknown {
    meet(this, `#${String(id)}`)
    return byId.call(this, id)
  }
}
