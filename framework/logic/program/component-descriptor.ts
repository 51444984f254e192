// The ComponentDescriptor of WXS (`ownerInstance`, `event.instance`), over elements of glass-easel.
// https://developers.weixin.qq.com/miniprogram/dev/framework/view/interactive-animation.html

import * as glassEasel from 'glass-easel'
import { elementId } from '../backend/element-id'
import { safely } from '../faults'
import { copyPlain } from './data'

const WXS_STYLE = 3 // StyleSegmentIndex.TEMP_EXTRA

const known = new WeakMap<object, object>()

export function ownerInstance(element: any, host: any): object {
  let made = known.get(element)
  if (!made) {
    made = describe(element, host)
    known.set(element, made)
  }
  return made
}

function describe(element: any, host: any): object {
  const state: Record<string, unknown> = {}
  const scopeOf = (): any => (glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null)

  const descriptor = {
    selectComponent(selector: string): object | null {
      const found = scopeOf()?.querySelector(selector)
      return found ? ownerInstance(found, element) : null
    },
    selectAllComponents(selector: string): object[] {
      const found: any[] = scopeOf()?.querySelectorAll(selector) ?? []
      return found.map((each) => ownerInstance(each, element))
    },
    setStyle(style: string | Record<string, string>): object {
      const text =
        typeof style === 'string'
          ? style
          : Object.keys(style ?? {})
              .map((name) => `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${style[name]}`)
              .join(';')
      element.setNodeStyle?.(text, WXS_STYLE)
      return descriptor
    },
    addClass(name: string): object {
      for (const each of String(name).split(/\s+/)) if (each) element.classList?.toggle(each, true, WXS_STYLE)
      return descriptor
    },
    removeClass(name: string): object {
      for (const each of String(name).split(/\s+/)) if (each) element.classList?.toggle(each, false, WXS_STYLE)
      return descriptor
    },
    hasClass(name: string): boolean {
      return !!element.classList && (element.classList.contains(name) || element.classList.contains(name, WXS_STYLE))
    },
    getDataset(): object {
      return copyPlain(element.dataset ?? {}) as object
    },
    getState(): object {
      return state
    },
    callMethod(name: string, args?: unknown): void {
      const caller = (glassEasel.Component.isComponent(element) ? element : host).getMethodCaller()
      if (typeof caller[name] === 'function') safely('Handler', () => caller[name](args))
    },
    triggerEvent(name: string, detail?: unknown, options?: object): void {
      element.triggerEvent(name, detail, options)
    },
    requestAnimationFrame(callback: () => void): void {
      ;(globalThis as any).setTimeout(callback, 16)
    },
    getBoundingClientRect(): object {
      return { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }
    },
    getComputedStyle(): object {
      return {}
    },
    get id(): number {
      return elementId(element)
    },
  }
  return descriptor
}
