// From a message of the view to handlers of the program: glass-easel bubbles it, handlers get plain objects.
// https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxml/event.html

import { Event as GlassEvent } from 'glass-easel'
import { elementId } from './backend/element-id'
import type { PageRecord } from './program/page-record'
import { glassEasel } from './program/units'
import { formField } from './program/built-in-behaviors'
import { copyPlain } from './program/data'

interface ViewEvent {
  node: number
  type: string
  detail?: any
  touches?: unknown[]
  changedTouches?: unknown[]
  timeStamp?: number
  offset?: { left: number; top: number }
  currents?: Record<string, { left: number; top: number }>
  bubbles?: boolean
}

/** Events of the pointer and of CSS animations cross component borders; the others stay with their element. */
const COMPOSED = new Set([
  'tap',
  'longpress',
  'longtap',
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'touchforcechange',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
])

let offsets: Record<string, { left: number; top: number }> | undefined
let offsetOfTarget: { node: number; left: number; top: number } | undefined

export function describe(element: any): Record<string, unknown> {
  const node = elementId(element)
  const at = offsets?.[node] ?? (offsetOfTarget?.node === node ? offsetOfTarget : undefined)
  return {
    id: element?.id ?? '',
    // Its own, as after WeChat's way through JSON: the element's values are those that the template shows.
    dataset: copyPlain(element?.dataset ?? {}),
    offsetLeft: at?.left ?? 0,
    offsetTop: at?.top ?? 0,
  }
}

// Handlers in WeChat get plain objects, which are spread, logged and stored; glass-easel gives live ones.
;(GlassEvent.prototype as any).wrapShadowedEvent = function (target: any, mark: any, current: any): unknown {
  const own = target?._$ ?? target
  const now = current?._$ ?? current
  const plain: any = {
    type: this.type,
    timeStamp: this.timeStamp,
    target: describe(own),
    currentTarget: describe(now),
    mark: copyPlain(mark ?? {}),
    detail: this.detail,
  }
  if (this.extraFields) Object.assign(plain, this.extraFields)
  const hidden: Record<string, unknown> = {
    __target: own,
    __current: now,
    stopPropagation: () => this.stopPropagation(),
    preventDefault: () => this.preventDefault(),
    markMutated: () => this.markMutated(),
  }
  for (const key of Object.keys(hidden)) {
    Object.defineProperty(plain, key, { value: hidden[key], enumerable: false, writable: true, configurable: true })
  }
  return plain
}

/** Events that the view sends to logic itself, not to the program's handlers. */
const internal: Record<string, (element: any, detail: any) => void> = Object.create(null)

export function onInternal(type: string, action: (element: any, detail: any) => void): void {
  internal[type] = action
}

/** Default actions that belong to logic: what an element does after its handlers ran, unless they stopped it. */
type DefaultAction = (element: any, event: ViewEvent) => void
const defaults: Record<string, DefaultAction[]> = Object.create(null)

export function onDefault(type: string, action: DefaultAction): void {
  ;(defaults[type] ??= []).push(action)
}

/** The element itself or what it stands in, across the borders of components. */
export function closest(element: any, tag: string): any {
  for (let at = element; at; at = at.getComposedParent?.()) {
    if (at.is === tag && typeof at.getAttribute === 'function') return at
  }
  return undefined
}

export function dispatchViewEvent(page: PageRecord, message: ViewEvent): void {
  const node = page.context.node(message.node)
  const element = node?.__wxElement ?? (message.node === 1 ? page.element : undefined)
  if (!element || typeof message.type !== 'string') return
  const own = internal[message.type]
  if (own) return own(element, message.detail)
  const composed = COMPOSED.has(message.type)
  const extraFields: Record<string, unknown> = {}
  if (typeof message.timeStamp === 'number') extraFields.timeStamp = message.timeStamp
  if (message.touches) extraFields.touches = message.touches
  if (message.changedTouches) extraFields.changedTouches = message.changedTouches
  if (message.type === 'tap') extraFields._userTap = true
  if (message.type === 'submit') addCustomFields(element, message)
  // Two-way binding comes first: handlers see the new data.
  if (node?.models) updateModel(node.models, message)
  let answer: unknown
  const event = new GlassEvent(message.type, message.detail ?? {}, {
    bubbles: message.bubbles ?? composed,
    composed,
    capturePhase: true,
    extraFields,
    handleListenerReturn: (given: unknown) => {
      if (given !== undefined && given !== null) answer = given
      return given === false ? false : undefined
    },
  })
  offsets = message.currents
  offsetOfTarget = message.offset && { node: message.node, ...message.offset }
  try {
    event.dispatch(element)
  } finally {
    offsets = offsetOfTarget = undefined
  }
  // `bindinput` may return the text to show instead.
  if (message.type === 'input' && (typeof answer === 'string' || (answer && typeof answer === 'object'))) {
    const value = typeof answer === 'string' ? answer : (answer as any).value
    const cursor = typeof answer === 'string' ? undefined : (answer as any).cursor
    if (typeof value === 'string' && value !== message.detail?.value) {
      page.context.post({ t: 'invoke', q: 0, node: message.node, method: 'setValue', args: { value, cursor } })
    }
  }
  for (const action of defaults[message.type] ?? []) {
    if (!event.defaultPrevented()) action(element, message)
  }
}

/** Components with the behavior `wx://form-field` are fields too; the view knows only its own. */
function addCustomFields(form: any, message: ViewEvent): void {
  const detail = (message.detail ??= {})
  const values = (detail.value ??= {})
  const visit = (node: any): void => {
    for (const child of node.childNodes ?? []) {
      if (glassEasel.Component.isComponent(child) && (child as any).hasBehavior(formField()._$)) {
        const { name, value } = (child as any).data
        if (typeof name === 'string' && name && name !== '__proto__') values[name] = value
      }
      visit(child)
    }
  }
  visit(form)
}

function updateModel(models: Record<string, (value: unknown) => void>, message: ViewEvent): void {
  if (message.type !== 'input' && message.type !== 'change') return
  const detail = message.detail
  const value = detail && typeof detail === 'object' && 'value' in detail ? detail.value : undefined
  if (value === undefined) return
  for (const name of ['value', 'checked', 'current']) if (models[name]) models[name]!(value)
  if (models.current && detail.current !== undefined) models.current(detail.current)
}

/** Mirrored state that two-way bindings follow (swiper index, scroll offset). */
export function updateState(page: PageRecord, message: { node: number; kind: string; value: any }): void {
  const models = page.context.made(message.node)?.models
  if (!models) return
  if (models[message.kind]) models[message.kind]!(message.value)
  if (message.kind === 'scroll' && message.value) {
    models['scroll-top']?.(message.value.top)
    models['scroll-left']?.(message.value.left)
  }
}
