// Attributes that mean the same on every element. Others are kept on the node for its component and for queries;
// only names on this list reach the DOM, so that a program cannot write `onclick`, `srcdoc` or the like.

import { playAnimation } from './animation'

const PASSED = /^(aria-[a-z]+|role|title|lang|dir|tabindex|alt)$/

export function setGenericAttribute(el: HTMLElement, name: string, value: unknown): void {
  if (el.nodeType !== Node.ELEMENT_NODE) return
  if (name === 'hidden') {
    el.toggleAttribute('hidden', truthy(value))
  } else if (name === 'animation') {
    playAnimation(el, value)
  } else if (name === 'aria-role') {
    reflect(el, 'role', value)
  } else if (PASSED.test(name)) {
    reflect(el, name, value)
  }
}

/** Sets, or removes for `undefined` and `null`, an attribute to the text of a scalar. */
export function reflect(el: Element, name: string, value: unknown): void {
  if (value === undefined || value === null) el.removeAttribute(name)
  else if (typeof value !== 'object') el.setAttribute(name, String(value))
}

/**
 * How templates mean booleans. A bare attribute is `true` when it arrives here; an empty text is false, as in WeChat, unlike in
 * HTML: frameworks bind every attribute there is and give `''` for those a program did not write. The text `"false"`, a common
 * slip, is false.
 */
export function truthy(value: unknown): boolean {
  return Boolean(value) && value !== 'false'
}

export function toNumber(value: unknown, fallback: number): number {
  if (value === undefined || value === null || value === '') return fallback
  const n = typeof value === 'number' ? value : parseFloat(String(value))
  return Number.isFinite(n) ? n : fallback
}

export function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** Attribute names come as written in the template: `formType` and `form-type` are the same. */
const kebabs = new Map<string, string>()
export function kebab(name: string): string {
  let known = kebabs.get(name)
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    if (kebabs.size < 2000) kebabs.set(name, known)
  }
  return known
}

export function setAttributeOf(el: HTMLElement, name: string, value: unknown): void {
  setGenericAttribute(el, kebab(name), value)
}

/** Names that this view's own parts use; a program's value must not look like theirs. */
const OWN_DATA = new Set(['mode', 'broken', 'position', 'keys'])

/** Plain values also become `data-*` attributes, because style sheets select by them. */
export function reflectData(el: HTMLElement, name: string, value: unknown, isComponent: boolean): void {
  const key = kebab(name)
  if (/^[a-z][\w-]*$/.test(key) && !(isComponent && OWN_DATA.has(key))) reflect(el, `data-${key}`, value)
}
