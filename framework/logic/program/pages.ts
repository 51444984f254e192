// Pages as the program sees them: glass-easel roots, their hooks in the order of docs (design: order of life), and
// the stack that getCurrentPages shows. Which page opens or closes is decided in Rust (runtime::pages).

import { runObserved } from './observed'
import { Element as GlassElement } from 'glass-easel'
import { report, safely } from '../faults'
import { PageContext } from '../backend/context'
import { glassEasel, ensureUnit, loadPackage, packageOf, scopeName, space } from './units'
import { parseQuery } from './query-string'
import type { EventChannel } from './channel'
import { addTabBar } from './tab-bar'
import type { PageRecord } from './page-record'

export const pages = new Map<number, PageRecord>()
const stack: PageRecord[] = []
const contexts = new WeakMap<object, PageRecord>()

export function getCurrentPages(): unknown[] {
  return stack.map((page) => page.caller)
}

export function topPage(): PageRecord | undefined {
  return stack[stack.length - 1]
}

export function recordOf(element: any): PageRecord | undefined {
  const context = element?.getBackendContext?.()
  return context ? contexts.get(context) : undefined
}

export function contextOf(element: any): PageContext | undefined {
  return recordOf(element)?.context
}

/** A component was attached: its `ready` is due after the view shows it. */
export function track(element: any): void {
  recordOf(element)?.fresh.add(element)
}

function call(page: PageRecord, name: string, ...args: unknown[]): void {
  const method = page.caller?.[name]
  if (typeof method === 'function') safely('Page', () => method.apply(page.caller, args))
}

export function callPage(page: PageRecord, name: string, ...args: unknown[]): unknown {
  const method = page.caller?.[name]
  return typeof method === 'function' ? safely('Page', () => method.apply(page.caller, args)) : undefined
}

export type Step =
  | { t: 'create'; page: number; path: string; query: string; tab: boolean }
  | { t: 'enter' | 'leave' | 'hide' | 'show' | 'unload'; page: number }
  | { t: 'tap'; page: number; index: number; path: string; text: string }

export function runStep(step: Step, channel: EventChannel | null): void {
  if (step.t === 'create') {
    create(step, channel)
    return
  }
  const page = pages.get(step.page)
  if (!page) return
  switch (step.t) {
    case 'enter':
      if (!stack.includes(page)) stack.push(page)
      break
    case 'leave':
      remove(page)
      break
    case 'hide':
      hidePage(page)
      break
    case 'show':
      showPage(page)
      break
    case 'unload':
      unload(page)
      break
    case 'tap':
      call(page, 'onTabItemTap', { index: step.index, pagePath: step.path, text: step.text })
      break
  }
}

function remove(page: PageRecord): void {
  const at = stack.indexOf(page)
  if (at >= 0) stack.splice(at, 1)
}

export function pageLifetime(page: PageRecord, name: string, ...args: unknown[]): void {
  for (const element of [page.element, page.tabBar]) safely('Page', () => element?.triggerPageLifetime(name, args))
}

export function showPage(page: PageRecord): void {
  if (page.shown) return
  page.shown = true
  pageLifetime(page, 'show')
  call(page, 'onShow')
}

export function hidePage(page: PageRecord): void {
  if (!page.shown) return
  page.shown = false
  pageLifetime(page, 'hide')
  call(page, 'onHide')
}

function unload(page: PageRecord): void {
  page.shown = false
  call(page, 'onUnload')
  remove(page)
  for (const root of [page.tabBar, page.element]) if (root) safely('Page', () => GlassElement.pretendDetached(root))
  page.context.closed = true
  page.context.flush()
  pages.delete(page.id)
}

function create(step: { page: number; path: string; query: string; tab: boolean }, channel: EventChannel | null): void {
  const context = new PageContext(step.page, scopeName)
  const page: PageRecord = {
    id: step.page,
    path: step.path,
    tab: step.tab,
    query: parseQuery(step.query),
    context,
    element: null,
    caller: {},
    painted: false,
    shown: false,
    channel,
    fresh: new Set(),
  }
  pages.set(page.id, page)
  contexts.set(context, page)
  try {
    loadPackage(packageOf(step.path))
    ensureUnit(step.path)
    // A page made with Component() takes declared properties from the query, values as they are.
    const raw = Object.keys(page.query)
      .map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(page.query[key]!)}`)
      .join('&')
    const url = raw ? `${step.path}?${raw}` : step.path
    page.element = space.getComponentSpace().createComponentByUrl('page', url, null, context as any)
    page.caller = page.element.getMethodCaller()
    const own = { route: page.path, __route__: page.path, options: page.query, __pageId__: page.id }
    for (const key of Object.keys(own)) {
      Object.defineProperty(page.caller, key, {
        value: (own as any)[key],
        writable: true,
        configurable: true,
        enumerable: !key.startsWith('__'),
      })
    }
  } catch (error) {
    report('Page', error)
  }
  stack.push(page)
  if (page.element) {
    const parent = { replaceChild(): void {} }
    safely('Page', () => GlassElement.replaceDocumentElement(page.element, parent as any, context.getRootNode() as any))
  }
  if (page.element) addTabBar(page)
  call(page, 'onLoad', page.query)
}

/** Fires `ready` of the components that the view shows now, children before parents. */
export function fireReady(page: PageRecord): void {
  if (page.fresh.size === 0) return
  const due = page.fresh
  page.fresh = new Set()
  const visit = (node: any): void => {
    const component = glassEasel.Component.isComponent(node)
    if (component) {
      const root = node.getShadowRoot()
      if (root) visit(root)
    }
    const children = node.childNodes
    for (let i = 0; i < children.length; i += 1) if (children[i].childNodes) visit(children[i])
    if (component && due.delete(node) && !readied.has(node)) {
      readied.add(node)
      safely('Page', () => node.triggerLifetime('ready', []))
    }
  }
  if (page.element) visit(page.element)
  if (page.tabBar) visit(page.tabBar)
}
const readied = new WeakSet<object>()

export function onPainted(page: PageRecord): void {
  if (page.painted) return
  page.painted = true
  fireReady(page)
  call(page, 'onReady')
}

export function onApplied(page: PageRecord, n: number): void {
  page.context.onApplied(n)
  if (page.painted) fireReady(page)
}

/** Size or rotation changed: pages, then components. */
export function resizePages(detail: unknown): void {
  for (const page of stack) if (page.shown) resizePage(page, detail)
}

/** The host and the page's view both tell; a page hears of a size once. */
export function resizePage(page: PageRecord, detail: any): void {
  const size = `${detail?.size?.windowWidth}x${detail?.size?.windowHeight}`
  if (page.size === size) return
  page.size = size
  pageLifetime(page, 'resize', detail)
  call(page, 'onResize', detail)
}

export function flushPages(): boolean {
  runObserved()
  let due = false
  for (const page of pages.values()) {
    if (page.context.dirty()) page.context.flush()
    if (page.context.due()) due = true
  }
  return due
}

export function runPageCallbacks(): void {
  for (const page of pages.values()) page.context.runDueCallbacks()
}
