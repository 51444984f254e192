// wx.createIntersectionObserver: the view watches, logic is told by events of type `intersection`.
// https://developers.weixin.qq.com/miniprogram/dev/api/wxml/IntersectionObserver.html

import { safely } from '../faults'
import { elementOf } from '../program/handed'
import { recordOf, topPage } from '../program/pages'
import { elementId } from '../backend/element-id'
import type { PageRecord } from '../program/page-record'
import { glassEasel } from '../program/units'
import { invoke } from './query'

/** Observers of one program at once. */
const MAX_OBSERVERS = 1_000

interface Watch {
  page: PageRecord
  targets: any[]
  listener: (result: unknown) => void
}
let last = 0
const observers = new Map<number, Watch>()

/** The view said that an element came or went. */
export function onIntersection(element: any, detail: any): void {
  const watch = observers.get(detail?.observer)
  if (!watch || !watch.targets.includes(element)) return
  const { observer: _observer, ...result } = detail
  safely('Handler', () => watch.listener({ id: element.id ?? '', dataset: { ...(element.dataset ?? {}) }, ...result }))
}

export function createIntersectionObserver(component?: any, options: any = {}): object {
  const id = (last += 1)
  const element = elementOf('createIntersectionObserver', component)
  const relative: { selector: string | null; margins: Record<string, number> }[] = []
  const add = (selector: string | null, margins: any): void => {
    const side = (name: string): number => Number(margins?.[name]) || 0
    relative.push({
      selector,
      margins: { left: side('left'), right: side('right'), top: side('top'), bottom: side('bottom') },
    })
  }
  const stop = (): void => {
    const watch = observers.get(id)
    if (!watch) return
    observers.delete(id)
    if (!watch.page.context.closed) invoke(watch.page, 1, 'unobserveIntersection', { observer: id })
  }
  const observer = {
    relativeTo(selector: unknown, margins?: unknown) {
      add(String(selector), margins)
      return observer
    },
    relativeToViewport(margins?: unknown) {
      add(null, margins)
      return observer
    },
    observe(selector: unknown, listener: unknown) {
      const page = recordOf(element) ?? topPage()
      const scope = element === undefined ? page?.element : element
      const root = glassEasel.Component.isComponent(scope) ? (scope as any).getShadowRoot() : null
      if (!page || !root || typeof listener !== 'function') return
      stop()
      for (const [known, watch] of observers) if (watch.page.context.closed) observers.delete(known)
      if (observers.size >= MAX_OBSERVERS) throw new Error(`at most ${MAX_OBSERVERS} intersection observers`)
      const query = String(selector)
      const found: any[] = options?.observeAll ? root.querySelectorAll(query) : [root.querySelector(query)]
      const watch: Watch = { page, targets: found.filter(Boolean), listener: listener as Watch['listener'] }
      observers.set(id, watch)
      const thresholds = Array.isArray(options?.thresholds) ? options.thresholds.map(Number) : [0]
      const start = (): boolean => {
        if (observers.get(id) !== watch) return false
        for (const target of watch.targets) {
          invoke(page, elementId(target), 'observeIntersection', {
            observer: id,
            thresholds,
            initialRatio: Number(options?.initialRatio) || 0,
            relative: relative.map(({ selector, margins }) => ({
              node: selector === null ? null : elementId(root.querySelector(selector)) || null,
              margins,
            })),
          })
        }
        return true
      }
      start()
      page.context.onRevived(start)
    },
    disconnect: stop,
  }
  return observer
}
