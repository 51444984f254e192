// Page(), Component(), Behavior(): WeChat's forms, handed to the adapter's builders.

import { native } from '../native'
import { isInstance, markInstances } from './instances'
import { currentUnit, glassEasel, markDefined, space, units, ComponentCaller } from './units'
import { copyData, copyPlain, exemptFromCopy } from './data'
import './set-data'
import { safely } from '../faults'
import { builtIn } from './built-in-behaviors'
import { relations } from './relations'
import { recordOf, track } from './pages'
import { instanceAttached, instanceDetached, nameInstance } from './handed'
import { elementId } from '../backend/element-id'
import { later } from '../wx/calls'
import { invoke, SelectorQuery } from '../wx/query'
import { createIntersectionObserver } from '../wx/intersection'
import { createMediaQueryObserver } from '../wx/media-query'
import { applyAnimatedStyle, clearAnimatedStyle, dropAnimatedStyles } from '../worklet/styles'

markInstances(ComponentCaller.prototype, glassEasel.Element.prototype)
exemptFromCopy(isInstance)

;(ComponentCaller.prototype as any).triggerEvent = function triggerEvent(
  this: any,
  name: string,
  detail?: unknown,
  options?: object,
): void {
  this._$.triggerEvent(String(name), detail === undefined ? {} : detail, options)
}

const { selectComponent: selectOne, selectAllComponents: selectAll } = ComponentCaller.prototype as any
Object.assign(ComponentCaller.prototype, {
  getOpenerEventChannel(this: any): object {
    return recordOf(this._$)?.channel ?? {}
  },
  getPageId(this: any): number {
    return recordOf(this._$)?.id ?? 0
  },
  // What is no selector finds nothing, and is not asked what it is.
  selectComponent(this: any, selector: unknown): unknown {
    return typeof selector === 'string' ? selectOne.call(this, selector) : null
  },
  selectAllComponents(this: any, selector: unknown): unknown {
    return typeof selector === 'string' ? selectAll.call(this, selector) : []
  },
  createSelectorQuery(this: any): SelectorQuery {
    return new SelectorQuery(this)
  },
  animate(this: any, selector: string, keyframes: unknown, duration: number, callback?: () => void): void {
    const page = recordOf(this._$)
    const found: any[] = this._$.getShadowRoot()?.querySelectorAll(String(selector)) ?? []
    let left = found.length
    for (const each of found) {
      if (!page) break
      invoke(page, elementId(each), 'animate', { keyframes, duration }, () => {
        if ((left -= 1) === 0 && typeof callback === 'function') safely('Handler', () => callback.call(this))
      })
    }
  },
  clearAnimation(this: any, selector: string, options?: unknown, callback?: () => void): void {
    const page = recordOf(this._$)
    const done = typeof options === 'function' ? (options as () => void) : callback
    const found: any[] = this._$.getShadowRoot()?.querySelectorAll(String(selector)) ?? []
    for (const each of found) if (page) invoke(page, elementId(each), 'clearAnimation', {})
    if (page && typeof done === 'function') page.context.afterApplied(() => safely('Handler', () => done.call(this)))
  },
  createIntersectionObserver(this: any, options?: object): object {
    return createIntersectionObserver(this, options)
  },
  createMediaQueryObserver,
  applyAnimatedStyle,
  clearAnimatedStyle,
  /** What draws the page: programs ask before they use what only Skyline has. */
  renderer: 'webview',
  getTabBar(this: any, callback?: unknown): object | undefined {
    const bar = recordOf(this._$)?.tabBar?.getMethodCaller()
    if (typeof callback === 'function') later(() => safely('Handler', () => callback(bar)))
    return bar
  },
})
for (const name of ['router', 'pageRouter']) {
  Object.defineProperty(ComponentCaller.prototype, name, {
    configurable: true,
    get: () => {
      const wx = (globalThis as any).wx
      const { navigateTo, redirectTo, navigateBack, switchTab, reLaunch } = wx
      return { navigateTo, redirectTo, navigateBack, switchTab, reLaunch }
    },
    set(this: any, value: unknown) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true })
    },
  })
}

/** Every component has its names, and reports itself, so that `ready` can be fired after its first paint. */
space.setOverallBehavior(
  space
    .getComponentSpace()
    .define()
    .lifetime('created', function (this: any) {
      nameInstance(this)
    })
    .lifetime('attached', function (this: any) {
      instanceAttached(this)
      track(this._$ ?? this)
    })
    .lifetime('detached', function (this: any) {
      dropAnimatedStyles(this._$ ?? this)
      instanceDetached(this)
    })
    .registerBehavior() as any,
)

function behaviors(list: unknown): any[] {
  if (!Array.isArray(list)) return []
  const found: any[] = []
  for (const each of list.flat(Infinity)) {
    const known = typeof each === 'string' ? builtIn(each) : undefined
    if (known) found.push(known)
    else if (typeof each === 'string') native.log(3, `behavior "${each}" is not known`)
    else if (each && typeof each === 'object') found.push(each)
  }
  return found
}

/** Members that a definition may leave undefined or mistyped in real programs. */
function normalized(def: any): any {
  const own: any = { ...def, behaviors: behaviors(def.behaviors) }
  if (own.data !== undefined && typeof own.data === 'object') {
    copyData(own.data) // throws; each instance has its own copy of what is there when it is made
  }
  for (const name of ['methods', 'properties', 'lifetimes', 'pageLifetimes', 'relations', 'observers']) {
    if (own[name] === undefined || own[name] === null) delete own[name]
  }
  for (const group of ['methods', 'lifetimes', 'pageLifetimes']) {
    if (!own[group]) continue
    const kept: any = {}
    for (const key of Object.keys(own[group])) if (typeof own[group][key] === 'function') kept[key] = own[group][key]
    own[group] = kept
  }
  if (own.observers && !Array.isArray(own.observers)) {
    const kept: any = {}
    for (const key of Object.keys(own.observers)) {
      if (typeof own.observers[key] === 'function') kept[key] = own.observers[key]
    }
    own.observers = kept
  }
  if (own.properties) own.properties = properties(own.properties)
  if (own.relations) own.relations = relations(own.relations, currentUnit() ?? 'a behavior')
  if (own.externalClasses !== undefined && !Array.isArray(own.externalClasses)) {
    own.externalClasses = typeof own.externalClasses === 'string' ? [own.externalClasses] : undefined
  }
  return own
}

function properties(given: any): any {
  const made: any = {}
  for (const name of Object.keys(given)) {
    const def = given[name]
    if (def && typeof def === 'object' && !Array.isArray(def)) {
      const copy: any = { ...def }
      // Old form: the name of a method.
      if (typeof copy.observer === 'string') {
        const method = copy.observer
        copy.observer = function (this: any, ...args: unknown[]) {
          if (typeof this[method] === 'function') this[method](...args)
        }
      }
      copy.type = propertyType(name, copy.type)
      made[name] = copy
    } else {
      made[name] = propertyType(name, def)
    }
  }
  return made
}

const TYPES = new Set<unknown>([String, Number, Boolean, Object, Array, Function, null])

/** What is no type (`[Boolean, String]`, `Date`) lets every value pass, as in WeChat. */
function propertyType(name: string, type: unknown): unknown {
  if (type === undefined) return null
  if (TYPES.has(type) || typeof type === 'string') return type
  native.log(
    3,
    `the type of property "${name}" is none of String, Number, Boolean, Object, Array, null: any value passes`,
  )
  return null
}

function options(def: any, path: string): any {
  const config = units.get(path)?.config ?? {}
  const given = { ...(def.options ?? {}) }
  if (given.virtualHost === undefined && config.virtualHost !== undefined) given.virtualHost = !!config.virtualHost
  if (given.multipleSlots === undefined && config.multipleSlots !== undefined)
    given.multipleSlots = !!config.multipleSlots
  if (typeof given.pureDataPattern === 'string') given.pureDataPattern = new RegExp(given.pureDataPattern)
  // Styles may be isolated by options in JavaScript too; the compiled scope stays what it is.
  const isolation = given.styleIsolation
  const unit = units.get(path)
  if (unit?.scope && (given.addGlobalClass || isolation === 'apply-shared' || isolation === 'shared')) {
    const known = space.getComponentStaticConfig(path)
    if (known && !config.styleIsolation) known.styleIsolation = 'apply-shared' as any
  }
  return given
}

export function defineComponent(def: any, path = currentUnit()): void {
  if (path === null) {
    native.log(4, 'Component() was called outside a component script')
    return
  }
  const own = normalized(def ?? {})
  own.options = options(own, path)
  const extra: any = {}
  for (const key of Object.keys(own)) if (!KNOWN.has(key)) extra[key] = own[key]
  const builder: any = space.component(path).definition(own)
  addExtras(builder, extra)
  builder.register()
  markDefined(path)
}

const KNOWN = new Set([
  'options',
  'behaviors',
  'properties',
  'data',
  'observers',
  'methods',
  'created',
  'attached',
  'ready',
  'moved',
  'detached',
  'lifetimes',
  'pageLifetimes',
  'relations',
  'externalClasses',
  'export',
  'definitionFilter',
])

function addExtras(builder: any, extra: Record<string, unknown>): void {
  if (Object.keys(extra).length === 0) return
  builder.init(function (this: any, context: any) {
    const self = context?.self ?? this
    const copies = copyPlain(extra) as any
    for (const key of Object.keys(copies)) self[key] = copies[key]
  })
}

export function definePage(def: any, path = currentUnit()): void {
  if (path === null) {
    native.log(4, 'Page() was called outside a page script')
    return
  }
  const given = def ?? {}
  const methods: any = {}
  const extra: any = {}
  let data: unknown = {}
  for (const key in given) {
    if (key === 'data') data = given.data
    else if (key === 'behaviors' || key === 'options') continue
    else if (typeof given[key] === 'function') methods[key] = given[key]
    else extra[key] = given[key]
  }
  const own = normalized({ data: data ?? {}, methods, behaviors: given.behaviors })
  own.options = options(given, path)
  const builder: any = space.component(path).definition(own)
  addExtras(builder, extra)
  builder.register()
  markDefined(path)
}

export function defineBehavior(def: any): unknown {
  const own = normalized(def ?? {})
  return (space.behavior() as any).definition(own).register()
}
;(defineBehavior as any).trait = (trans?: any) => (space as any).traitBehavior(trans)

export function defineEmpty(path: string, kind: 'page' | 'component'): void {
  if (kind === 'page') definePage({}, path)
  else defineComponent({}, path)
}

export { glassEasel }
