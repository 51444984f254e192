// Attributes that mean the same on every element. Others are kept on the node for its component and for queries;
// only names on this list reach the DOM, so that a program cannot write `onclick`, `srcdoc` or the like.

import { playAnimation } from './animation'
import type { ViewNode } from './node'

const PASSED = /^(aria-[a-z]+|role|title|lang|dir|tabindex|alt)$/

export function setGenericAttribute(node: ViewNode, name: string, value: unknown): void {
  const el = node.el as HTMLElement
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

/** How templates mean booleans: a bare attribute is `""` or `true`; the text `"false"`, a common slip, is false. */
export function truthy(value: unknown): boolean {
  return value === '' || (Boolean(value) && value !== 'false')
}

export function toNumber(value: unknown, fallback: number): number {
  if (value === undefined || value === null || value === '') return fallback
  const n = typeof value === 'number' ? value : parseFloat(String(value))
  return Number.isFinite(n) ? n : fallback
}

export function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
