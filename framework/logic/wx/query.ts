// wx.createSelectorQuery: nodes are found in logic's tree, measured by the view after all that was set before.
// https://developers.weixin.qq.com/miniprogram/dev/api/wxml/SelectorQuery.html

import { native } from '../native'
import { safely } from '../faults'
import { later } from './calls'
import { hide } from '../hidden'
import { elementOf } from '../program/handed'
import { recordOf, topPage } from '../program/pages'
import { elementId } from '../backend/element-id'
import type { PageRecord } from '../program/page-record'
import { glassEasel } from '../program/units'
import { copyPlain } from '../program/data'

type Fields = Record<string, unknown>
interface Wanted {
  nodes: any[]
  all: boolean
  viewport: boolean
  fields: Fields
  call?: (result: unknown) => void
}

interface Pending {
  page: number
  done: (result: unknown[]) => void
}
/** Queries that wait for a view: its answers to more would not all be heard. */
const MAX_PENDING = 1_000
const pending = new Map<number, Pending>()
const invoked = new Map<number, { page: number; done: (result: unknown, error?: string) => void }>()
let last = 0
let warned = false

export function onQueried(q: number, result: unknown): void {
  const asked = pending.get(q)
  pending.delete(q)
  asked?.done(Array.isArray(result) ? result : [])
}

export function onInvoked(q: number, result: unknown, error?: string): void {
  const asked = invoked.get(q)
  invoked.delete(q)
  asked?.done(result, error)
}

/** The view died: what waits for it gets nothing, but an answer. */
export function dropQueries(page: number): void {
  for (const [q, asked] of pending) if (asked.page === page) onQueried(q, [])
  for (const [q, asked] of invoked) if (asked.page === page) onInvoked(q, undefined, 'the view is gone')
}

/** Calls a method of an element in the view. */
export function invoke(
  page: PageRecord,
  node: number,
  method: string,
  args: unknown,
  done?: (result: unknown, error?: string) => void,
): void {
  let q = 0
  if (done) {
    q = last += 1
    invoked.set(q, { page: page.id, done })
  }
  page.context.post({ t: 'invoke', q, node, method, args: args ?? {} })
}

/** Calls a method of an element in the view and waits for the result. Throws when the view does not answer. */
export function askView(page: PageRecord, node: number, method: string, args: unknown): any {
  const { context } = page
  if (context.viewGone) throw new Error(`${method}:fail the view is gone`)
  if (context.silent) throw new Error(`${method}:fail the view does not answer`)
  // What was made before goes first: the element may be new.
  context.flush()
  const q = (last += 1)
  let answer: { result?: unknown; error?: string }
  try {
    answer = JSON.parse(native.askView(page.id, JSON.stringify({ t: 'invoke', q, node, method, args }), q))
  } catch (error) {
    context.silent = true
    throw new Error(`${method}:fail ${(error as Error).message}`)
  }
  if (answer.error !== undefined) throw new Error(`${method}:fail ${answer.error}`)
  return answer.result
}

/** What `node` and `context` of a query give: objects of logic, for the elements that have them. */
type Handles = (element: any, kind: 'node' | 'context') => unknown
let handles: Handles = () => null
export function setHandles(given: Handles): void {
  handles = given
}

class NodesRef {
  constructor(query: SelectorQuery, wanted: Omit<Wanted, 'fields' | 'call'>) {
    hide(this, 'of', { query, wanted })
  }

  private add(fields: Fields, call?: (result: unknown) => void): SelectorQuery {
    const { query, wanted } = (this as any).of()
    query.own().wanted.push({ ...wanted, fields, call })
    return query
  }
  boundingClientRect(call?: (result: unknown) => void): SelectorQuery {
    return this.add({ id: true, dataset: true, rect: true, size: true }, call)
  }
  scrollOffset(call?: (result: unknown) => void): SelectorQuery {
    return this.add({ id: true, dataset: true, scrollOffset: true }, call)
  }
  fields(fields: Fields, call?: (result: unknown) => void): SelectorQuery {
    return this.add({ ...(fields ?? {}) }, call)
  }
  context(call?: (result: unknown) => void): SelectorQuery {
    return this.add({ context: true }, call)
  }
  node(call?: (result: unknown) => void): SelectorQuery {
    return this.add({ node: true }, call)
  }
  ref(call?: (result: unknown) => void): SelectorQuery {
    return this.add({ ref: true }, call)
  }
}

interface Query {
  wanted: Wanted[]
  /** The component asked in; null when it is gone, undefined for the page on top. */
  scope: any
}

export class SelectorQuery {
  constructor(component?: any) {
    hide(this, 'own', { wanted: [], scope: undefined } satisfies Query)
    if (component) this.in(component)
  }

  in(component: any): this {
    this.query().scope = elementOf('SelectorQuery.in', component)
    return this
  }
  private query(): Query {
    return (this as any).own()
  }
  private root(): any {
    const { scope } = this.query()
    const element = scope === undefined ? topPage()?.element : scope
    return glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null
  }
  select(selector: string): NodesRef {
    const found = safely('Handler', () => this.root()?.querySelector(String(selector)))
    return new NodesRef(this, { nodes: found ? [found] : [], all: false, viewport: false })
  }
  selectAll(selector: string): NodesRef {
    const found = safely('Handler', () => this.root()?.querySelectorAll(String(selector))) as any[] | undefined
    return new NodesRef(this, { nodes: found ?? [], all: true, viewport: false })
  }
  selectViewport(): NodesRef {
    return new NodesRef(this, { nodes: [], all: false, viewport: true })
  }
  exec(call?: (results: unknown[]) => void): this {
    const { wanted, scope } = this.query()
    const page = recordOf(scope) ?? topPage()
    const items: unknown[] = []
    for (const each of wanted) {
      if (each.viewport) items.push({ node: null, fields: viewFields(each.fields) })
      for (const node of each.nodes) items.push({ node: elementId(node), fields: viewFields(each.fields) })
    }
    const done = (measured: unknown[]): void => {
      let at = 0
      const results = wanted.map((each) => {
        const take = (node: any): unknown => complete(node, each.fields, measured[at++])
        let result: unknown
        if (each.viewport) result = take(null)
        else if (each.all) result = each.nodes.map(take)
        else result = each.nodes.length > 0 ? take(each.nodes[0]) : null
        return result
      })
      results.forEach((result, i) => {
        const own = wanted[i]!.call
        if (typeof own === 'function') safely('Handler', () => own(result))
      })
      if (typeof call === 'function') safely('Handler', () => call(results))
    }
    if (!page) {
      later(() => done([]))
      return this
    }
    // Nobody measures, but the order stays: after the callbacks of what was set before.
    if (items.length === 0 || page.context.viewGone || pending.size >= MAX_PENDING) {
      if (pending.size >= MAX_PENDING && !warned) {
        warned = true
        native.log(3, `more than ${MAX_PENDING} queries wait for the view: some get no answer`)
      }
      page.context.afterApplied(() => done([]))
      return this
    }
    const q = (last += 1)
    pending.set(q, { page: page.id, done })
    page.context.post({ t: 'query', q, items })
    return this
  }
}

/** What the view has to say; identity and data are known here. */
function viewFields(fields: Fields): Fields {
  const { id: _id, dataset: _dataset, mark: _mark, node: _node, context: _context, ref: _ref, ...rest } = fields
  return rest
}

function complete(node: any, fields: Fields, measured: unknown): unknown {
  if (measured === null || typeof measured !== 'object') return null
  const result: Record<string, unknown> = { ...(measured as object) }
  if (node) {
    if (fields.id) result.id = node.id
    if (fields.dataset) result.dataset = copyPlain(node.dataset ?? {})
    if (fields.node) result.node = handles(node, 'node')
    if (fields.context) result.context = handles(node, 'context')
    if (fields.mark) result.mark = copyPlain(node.collectMarks?.() ?? {})
    for (const name of (fields.properties as string[] | undefined) ?? []) {
      if (result[name] === undefined) result[name] = node.getAttribute?.(name) ?? undefined
    }
  } else if (fields.id) {
    result.id = ''
    result.dataset = {}
  }
  return result
}

export function createSelectorQuery(): SelectorQuery {
  return new SelectorQuery()
}
