// Components as programs hand them to APIs: their own `this`, or an object of a program framework that carries the two
// names which WeChat writes on each component. uni-app copies them to its Vue instances, and hands over an object of
// nothing else to `createSelectorQuery().in` (MOCKS in dcloudio/uni-app, src/platforms/mp-weixin).

import { native } from '../native'
import { glassEasel } from './units'
import { pages, recordOf } from './pages'

/** Components that are on a page now, by `__wxExparserNodeId__`. */
const attached = new Map<string, any>()
let last = 0

/** A component was made: its two names are its own properties, since frameworks look with `hasOwnProperty`. */
export function nameInstance(caller: any): void {
  const named = { __wxExparserNodeId__: (last += 1).toString(16).padStart(8, '0') } as Record<string, unknown>
  named.__wxWebviewId__ = recordOf(caller._$)?.id ?? 0
  for (const name of Object.keys(named)) {
    Object.defineProperty(caller, name, { value: named[name], writable: true, configurable: true })
  }
}

export function instanceAttached(caller: any): void {
  attached.set(caller.__wxExparserNodeId__, caller._$)
}

export function instanceDetached(caller: any): void {
  attached.delete(caller.__wxExparserNodeId__)
}

/** The element of an object that is a component's `this`. */
function own(given: any): any {
  const element = given._$
  return element && glassEasel.Component.isComponent(element) ? element : null
}

function found(given: any): any {
  const id = given?.__wxExparserNodeId__
  if (typeof id === 'string') {
    // Not on a page yet: the object itself is all there is.
    return attached.get(id) ?? own(given)
  }
  const webview = given?.__wxWebviewId__
  return typeof webview === 'number' ? (pages.get(webview)?.element ?? null) : undefined
}

/**
 * The element that a program means by an object. Undefined: none was given, or nothing that says which (the API takes
 * the page on top, as in WeChat); null: one that is gone.
 */
export function elementOf(api: string, given: any): any {
  if (given === undefined || given === null) return undefined
  try {
    for (const each of [given, given.$scope]) {
      const element = found(each)
      if (element !== undefined) return element
    }
  } catch {
    // A getter that throws, a proxy that was revoked: no component either.
  }
  native.log(3, `${api} was given what is no component: the page on top is taken`)
  return undefined
}

/** An id as text: programs write numbers, and whole objects, in the attribute and in the call alike. Nothing is asked of an object. */
export function idText(id: unknown): string {
  if (typeof id === 'object' && id !== null) return '[object Object]'
  return typeof id === 'string' || typeof id === 'number' || typeof id === 'boolean' ? String(id) : ''
}
