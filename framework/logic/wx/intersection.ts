// wx.createIntersectionObserver: the view watches, logic is told. The view answers by `event` messages of the
// observed node, named `intersection:<observer>`.

import { safely } from '../faults'
import { elementId, recordOf, topPage } from '../program/pages'
import { glassEasel } from '../program/units'
import { invoke } from './query'

let last = 0
const observers = new Map<number, (result: unknown) => void>()

export function onIntersection(observer: number, result: unknown): void {
  const listener = observers.get(observer)
  if (listener) safely('Handler', () => listener(result))
}

export function createIntersectionObserver(component?: any, options: any = {}): object {
  const id = (last += 1)
  const element = component?._$
  const relative: { selector: string | null; margins: unknown }[] = []
  let page: any
  const observer = {
    relativeTo(selector: string, margins: unknown = {}) {
      relative.push({ selector, margins })
      return observer
    },
    relativeToViewport(margins: unknown = {}) {
      relative.push({ selector: null, margins })
      return observer
    },
    observe(selector: string, listener: (result: unknown) => void) {
      page = recordOf(element) ?? topPage()
      const scope = element ?? page?.element
      const root = glassEasel.Component.isComponent(scope) ? (scope as any).getShadowRoot() : null
      if (!page || !root) return
      const targets: any[] = options.observeAll ? root.querySelectorAll(selector) : [root.querySelector(selector)]
      observers.set(id, listener)
      const node = (wanted: string | null): number | null => (wanted === null ? null : elementId(root.querySelector(wanted)))
      for (const target of targets) {
        if (!target) continue
        invoke(page, elementId(target), 'observeIntersection', {
          observer: id,
          thresholds: options.thresholds ?? [0],
          initialRatio: options.initialRatio ?? 0,
          relative: relative.map((each) => ({ node: node(each.selector), margins: each.margins })),
        })
      }
    },
    disconnect() {
      observers.delete(id)
      if (page) invoke(page, 1, 'unobserveIntersection', { observer: id })
    },
  }
  return observer
}
