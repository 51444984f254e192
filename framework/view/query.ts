// Answers what logic asks about nodes: rectangles, sizes, scroll offsets, computed styles (wx.createSelectorQuery).

import type { QueryFields, QueryItem } from './messages'
import { findNode, type ViewNode } from './node'

export function query(items: QueryItem[]): unknown[] {
  return items.map((item) => {
    if (item.node === null) return viewport(item.fields)
    const node = findNode(item.node)
    return node && node.el.nodeType === Node.ELEMENT_NODE ? fieldsOf(node, item.fields) : null
  })
}

type Result = Record<string, unknown>

function viewport(fields: QueryFields): Result {
  const result: Result = {}
  const el = document.scrollingElement ?? document.documentElement
  if (fields.id) result.id = ''
  if (fields.dataset) result.dataset = {}
  if (fields.rect) Object.assign(result, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })
  if (fields.size) Object.assign(result, { width: innerWidth, height: innerHeight })
  if (fields.scrollOffset) Object.assign(result, scrollOf(el))
  return result
}

function fieldsOf(node: ViewNode, fields: QueryFields): Result {
  const el = node.el as HTMLElement
  const result: Result = {}
  if (fields.id) result.id = node.programId
  if (fields.dataset) result.dataset = node.data ?? {}
  if (fields.rect || fields.size) {
    const { left, top, right, bottom, width, height } = boxOf(el)
    if (fields.rect) Object.assign(result, { left, top, right, bottom })
    if (fields.size) Object.assign(result, { width, height })
  }
  if (fields.scrollOffset) Object.assign(result, scrollOf(node.component?.scroller() ?? el))
  for (const name of fields.properties ?? []) {
    const key = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    result[name] = node.attrs?.get(key) ?? null
  }
  if (fields.computedStyle && fields.computedStyle.length > 0) {
    const style = getComputedStyle(el) as unknown as Record<string, string>
    for (const name of fields.computedStyle) {
      const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
      result[name] = style[camel] ?? ''
    }
  }
  return result
}

/** An inline host without a box of its own (`display: contents`) has its children's. */
function boxOf(el: HTMLElement): DOMRect {
  const rect = el.getBoundingClientRect()
  if (rect.width > 0 || rect.height > 0 || getComputedStyle(el).display !== 'contents') return rect
  const range = document.createRange()
  range.selectNodeContents(el)
  return range.getBoundingClientRect()
}

function scrollOf(el: Element): Result {
  return {
    scrollLeft: el.scrollLeft,
    scrollTop: el.scrollTop,
    scrollWidth: el.scrollWidth,
    scrollHeight: el.scrollHeight,
  }
}
