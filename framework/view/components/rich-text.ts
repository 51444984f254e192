// <rich-text>: a list of nodes, or HTML text. Either way every element and attribute is copied by an allow-list; markup
// is parsed in an inert document (DOMParser), so nothing of it loads or runs before it is checked.

import { truthy } from '../attributes'
import { inlineStyle } from '../rpx'
import { Component, register } from './component'
import { absolute, safeSource } from './image'

/** Elements that WeChat's rich-text trusts, and attributes beyond `class` and `style`. */
const ALLOWED: Record<string, readonly string[]> = Object.fromEntries([
  ...(
    'a abbr address article aside b bdi big blockquote br caption center cite code dd del div dl dt em fieldset footer ' +
    'h1 h2 h3 h4 h5 h6 header hr i ins label legend li mark nav p pre q rt ruby s section small span strong sub sup ' +
    'tbody tfoot thead tr tt u ul'
  )
    .split(' ')
    .map((name) => [name, []] as const),
  ['bdo', ['dir']],
  ['col', ['span', 'width']],
  ['colgroup', ['span', 'width']],
  ['font', ['color', 'face', 'size']],
  ['img', ['alt', 'src', 'height', 'width']],
  ['ol', ['start', 'type']],
  ['table', ['width', 'border', 'cellpadding', 'cellspacing', 'align']],
  ['td', ['colspan', 'height', 'rowspan', 'width', 'align', 'valign']],
  ['th', ['colspan', 'height', 'rowspan', 'width', 'align', 'valign']],
])

/** Bounds for hostile input: deeper or longer content is cut off. */
const MAX_DEPTH = 64
const MAX_NODES = 20_000

interface RichNode {
  type?: string
  name?: string
  text?: string
  attrs?: Record<string, unknown>
  children?: RichNode[]
}

class Budget {
  left = MAX_NODES
  take(): boolean {
    return this.left-- > 0
  }
}

const has = (name: string): boolean => Object.prototype.hasOwnProperty.call(ALLOWED, name)

function setChecked(el: HTMLElement, tag: string, name: string, value: string): void {
  const key = name.toLowerCase()
  if (key === 'style') el.style.cssText = inlineStyle(value)
  else if (key === 'class') el.className = value
  else if (ALLOWED[tag]?.includes(key)) {
    if (key === 'src' && !safeSource(value)) return
    el.setAttribute(
      key,
      key === 'src' ? absolute(value) : key === 'width' || key === 'height' ? value.replace(/px$/, '') : value,
    )
  }
}

const ENTITY: Record<string, string> = {
  nbsp: '\u00a0',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ensp: '\u2002',
  emsp: '\u2003',
}

function fromList(list: unknown, parent: Node, depth: number, budget: Budget): void {
  if (!Array.isArray(list) || depth > MAX_DEPTH) return
  for (const item of list as RichNode[]) {
    if (item === null || typeof item !== 'object' || !budget.take()) continue
    if (item.type === 'text' || (item.name === undefined && item.text !== undefined)) {
      const text = String(item.text ?? '').replace(/&(\w+);/g, (all, name: string) => ENTITY[name] ?? all)
      parent.appendChild(document.createTextNode(text))
      continue
    }
    const tag = String(item.name ?? '').toLowerCase()
    if (!has(tag)) continue
    const el = document.createElement(tag)
    for (const [name, value] of Object.entries(item.attrs ?? {})) {
      if (typeof value !== 'object') setChecked(el, tag, name, String(value))
    }
    parent.appendChild(el)
    fromList(item.children, el, depth + 1, budget)
  }
}

function fromMarkup(source: Node, parent: Node, depth: number, budget: Budget): void {
  if (depth > MAX_DEPTH) return
  for (const child of source.childNodes) {
    if (!budget.take()) return
    if (child.nodeType === Node.TEXT_NODE) {
      parent.appendChild(document.createTextNode(child.nodeValue ?? ''))
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const tag = (child as Element).tagName.toLowerCase()
      if (!has(tag)) continue
      const el = document.createElement(tag)
      for (const { name, value } of (child as Element).attributes) setChecked(el, tag, name, value)
      parent.appendChild(el)
      fromMarkup(child, el, depth + 1, budget)
    }
  }
}

class RichText extends Component {
  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'nodes':
        this.render(value)
        return true
      case 'space':
        this.el.style.whiteSpace = value === undefined || value === '' ? '' : 'pre-wrap'
        return true
      case 'selectable':
      case 'user-select':
        this.el.classList.toggle('wx-selectable', truthy(value))
        return true
      default:
        return false
    }
  }

  private render(value: unknown): void {
    const made = document.createDocumentFragment()
    if (typeof value === 'string') {
      const parsed = new DOMParser().parseFromString(value, 'text/html')
      fromMarkup(parsed.body, made, 0, new Budget())
    } else {
      fromList(value, made, 0, new Budget())
    }
    this.el.replaceChildren(made)
  }
}

register('rich-text', RichText)
