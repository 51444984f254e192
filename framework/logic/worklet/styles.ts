// applyAnimatedStyle and clearAnimatedStyle of pages and components: styles that follow shared values.
// https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/skyline/worklet.html

import { safely } from '../faults'
import { contextOf } from '../program/pages'
import { Effect } from './shared'

/** glass-easel's place for styles that animations set (StyleSegmentIndex.ANIMATION_EXTRA). */
const SEGMENT = 2
/** Styles of one component: more is a program gone wild, and the oldest end. */
const MAX_STYLES = 500

interface Style {
  selector: string
  effect: Effect
  /** Elements that have it. */
  on: Set<any>
}

const styles = new WeakMap<object, Map<number, Style>>()
/** Texts of each element, by style. */
const texts = new WeakMap<object, Map<number, string>>()
let last = 0

function write(element: any, id: number, text: string | null): void {
  let own = texts.get(element)
  if (!own) texts.set(element, (own = new Map()))
  if (text === null) own.delete(id)
  else own.set(id, text)
  element.setNodeStyle?.([...own.values()].join(';'), SEGMENT)
}

function css(style: unknown): string {
  if (typeof style !== 'object' || style === null) return ''
  const parts: string[] = []
  for (const name of Object.keys(style)) {
    const value = (style as any)[name]
    if (value === undefined || value === null || typeof value === 'object' || !/^[a-zA-Z-]+$/.test(name)) continue
    parts.push(`${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${String(value)}`)
  }
  return parts.join(';')
}

export function applyAnimatedStyle(
  this: any,
  selector: unknown,
  updater: unknown,
  config?: unknown,
  callback?: unknown,
): void {
  const host = this._$
  if (typeof updater !== 'function') {
    throw new TypeError(
      `applyAnimatedStyle:fail parameter error: parameter.updater should be Function instead of ${typeof updater}`,
    )
  }
  let own = styles.get(host)
  if (!own) styles.set(host, (own = new Map()))
  const id = (last += 1)
  const style: Style = { selector: String(selector), effect: new Effect(() => update()), on: new Set() }
  const update = (): void => {
    const found: any[] = host.getShadowRoot()?.querySelectorAll(style.selector) ?? []
    const text = css((updater as () => unknown)())
    for (const element of style.on) if (!found.includes(element)) write(element, id, null)
    style.on = new Set(found)
    for (const element of found) write(element, id, text)
    if (contextOf(host)?.closed) remove(host, id)
  }
  own.set(id, style)
  if (own.size > MAX_STYLES)
    for (const oldest of own.keys()) {
      remove(host, oldest)
      break
    }
  const immediate = !(typeof config === 'object' && config !== null && (config as any).immediate === false)
  if (immediate) style.effect.now()
  else style.effect.follow(() => safely('Handler', updater as () => unknown))
  done(host, callback, { styleId: id })
}

export function clearAnimatedStyle(this: any, selector: unknown, ids?: unknown, callback?: unknown): void {
  const host = this._$
  const wanted = Array.isArray(ids) ? new Set(ids.map(Number)) : null
  for (const [id, style] of styles.get(host) ?? []) {
    if (style.selector === String(selector) && (wanted === null || wanted.has(id))) remove(host, id)
  }
  done(host, callback)
}

/** A component that is gone leaves nothing that moves. */
export function dropAnimatedStyles(host: any): void {
  for (const id of [...(styles.get(host)?.keys() ?? [])]) remove(host, id)
}

function remove(host: any, id: number): void {
  const style = styles.get(host)?.get(id)
  styles.get(host)?.delete(id)
  style?.effect.stop()
  for (const element of style?.on ?? []) write(element, id, null)
}

function done(host: any, callback: unknown, result?: unknown): void {
  if (typeof callback !== 'function') return
  const call = (): void => void safely('Handler', () => callback(result))
  const context = contextOf(host)
  if (context) context.afterApplied(call)
  else call()
}
