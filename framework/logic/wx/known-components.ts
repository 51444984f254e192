// The components that the view draws and their attributes, for `canIUse`. A list of words is what an attribute may say.

import table from './components.json'

type Attributes = Record<string, true | string[]>

const components = new Map(Object.entries(table as unknown as Record<string, Attributes>))

/** Attributes of every component. https://developers.weixin.qq.com/miniprogram/dev/framework/view/component.html */
const COMMON = new Set(['id', 'class', 'style', 'hidden', 'animation'])

/** `attribute` may be an event (`bindchange`), `option` one of its words. */
export function componentHas(name: string, attribute?: string, option?: string): boolean {
  const attributes = components.get(name)
  if (!attributes) return false
  if (attribute === undefined) return true
  const given = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined
  if (option === undefined) return given !== undefined || COMMON.has(attribute)
  return Array.isArray(given) && given.includes(option)
}
