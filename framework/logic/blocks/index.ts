// Where glass-easel makes and changes the lists of a template's `wx:for` (own-lists.mjs): as runs of rows, if their rows can be
// (docs/adr/0033).

import { PageContext } from '../backend/context'
import { native } from '../native'
import { changeRows, type UpdateOwn } from './change'
import type { RowClosure } from './collect'
import { BlockList, type Call } from './list'
import { Site } from './site'

type Make = (item: unknown, index: number | string) => any

const sites = new WeakMap<RowClosure, Site>()
/** glass-easel's own lists that were looked at with rows in them, and are none of ours. */
const refused = new WeakSet<object>()

let scopeName: (id: number) => string = () => ''

export function setScopeNames(names: typeof scopeName): void {
  scopeName = names
}

/** The first item of what is looped over, and its index. */
function firstItem(list: unknown): [unknown, number | string] | null {
  if (Array.isArray(list)) return list.length > 0 ? [list[0], 0] : null
  if (typeof list !== 'object' || list === null) return null
  const [key] = Object.keys(list)
  return key === undefined ? null : [(list as Record<string, unknown>)[key], key]
}

/** A list of ours, if its first row is a shape's; null: glass-easel's. */
function ours(call: Call, key: string | null, list: unknown, elem: any, shadowRoot: any, make: Make): BlockList | null {
  // Where glass-easel is tested by itself, there is no host.
  if (!(native as typeof native | undefined)?.blocks || call.slot || call.wrapper.tiffin !== true) return null
  const ctx = shadowRoot.getBackendContext()
  const first = firstItem(list)
  if (!first || !(ctx instanceof PageContext)) return null
  let site = sites.get(call.row)
  if (!site) {
    site = new Site(ctx, shadowRoot, scopeName)
    sites.set(call.row, site)
  }
  site.make = make
  if (!site.read(call.row, first[0], first[1], call.path)) return null
  const rows = new BlockList(site, call, make, key, elem, shadowRoot)
  rows.begin(list)
  return rows
}

/** In place of `new RangeListManager`. */
export function makeList(
  call: Call,
  key: string | null,
  list: unknown,
  elem: any,
  shadowRoot: any,
  make: Make,
): object {
  const found = ours(call, key, list, elem, shadowRoot, make)
  if (found) return found
  const own = new call.Own(key, list, elem, shadowRoot, make)
  if (own.items.length > 0) refused.add(own)
  return own
}

/** In place of `manager.diff`; `args` holds the manager. */
export function changeList(
  args: { keyList: any },
  call: Call,
  list: unknown,
  tree: any,
  elem: any,
  make: Make,
  update: UpdateOwn,
): void {
  const known = args.keyList
  if (known instanceof BlockList) {
    known.call = call
    known.make = make
    changeRows(known, list, tree, update)
    return
  }
  if (known.items.length === 0 && !refused.has(known)) {
    const found = ours(call, known.keyName, list, elem, known.ownerShadowRoot, make)
    if (found) {
      args.keyList = found
      return
    }
  }
  known.diff(list, tree, elem, make, update)
  if (known.items.length > 0) refused.add(known)
}
