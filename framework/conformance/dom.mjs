// As much of a document as glass-easel's tests look at: a tree, attributes, classes, events that bubble, innerHTML to read.
// It is no browser; what it lacks is named in expected-failures.txt.

class EventTarget {
  handlers = []
  addEventListener(type, call, options) {
    const capture = typeof options === 'object' ? !!options?.capture : !!options
    if (!this.handlers.some((h) => h.type === type && h.call === call && h.capture === capture))
      this.handlers.push({ type, call, capture })
  }
  removeEventListener(type, call, options) {
    const capture = typeof options === 'object' ? !!options?.capture : !!options
    this.handlers = this.handlers.filter((h) => !(h.type === type && h.call === call && h.capture === capture))
  }
  dispatchEvent(event) {
    const path = []
    for (let at = this; at; at = at.parentNode ?? (at === document ? window : at.nodeName === 'HTML' ? document : null))
      path.push(at)
    event.target = this
    const run = (at, capture) => {
      event.currentTarget = at
      for (const h of [...at.handlers])
        if (h.type === event.type && (at === this || h.capture === capture) && !event.stopped) h.call.call(at, event)
    }
    for (const at of [...path].reverse()) if (at !== this) run(at, true)
    run(this, true)
    if (event.bubbles) for (const at of path.slice(1)) run(at, false)
    return !event.defaultPrevented
  }
}

class Node extends EventTarget {
  parentNode = null
  childNodes = []
  get firstChild() {
    return this.childNodes[0] ?? null
  }
  get lastChild() {
    return this.childNodes[this.childNodes.length - 1] ?? null
  }
  get nextSibling() {
    return this.beside(1)
  }
  get previousSibling() {
    return this.beside(-1)
  }
  get children() {
    return this.childNodes.filter((n) => n.nodeType === 1)
  }
  get parentElement() {
    return this.parentNode
  }
  get ownerDocument() {
    return document
  }
  beside(by) {
    const list = this.parentNode?.childNodes
    return list?.[list.indexOf(this) + by] ?? null
  }
  contains(other) {
    for (let at = other; at; at = at.parentNode) if (at === this) return true
    return false
  }
  insertBefore(child, before) {
    if (child === before) return child
    if (child.nodeType === 11) {
      for (const each of [...child.childNodes]) this.insertBefore(each, before)
      return child
    }
    child.parentNode?.removeChild(child)
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length
    if (at < 0) throw new Error('NotFoundError')
    this.childNodes.splice(at, 0, child)
    child.parentNode = this
    return child
  }
  appendChild(child) {
    return this.insertBefore(child, null)
  }
  removeChild(child) {
    const at = this.childNodes.indexOf(child)
    if (at < 0) throw new Error('NotFoundError')
    this.childNodes.splice(at, 1)
    child.parentNode = null
    return child
  }
  replaceChild(child, old) {
    this.insertBefore(child, old)
    return this.removeChild(old)
  }
  remove() {
    this.parentNode?.removeChild(this)
  }
  get textContent() {
    return this.childNodes.map((n) => n.textContent).join('')
  }
  set textContent(text) {
    for (const each of [...this.childNodes]) this.removeChild(each)
    if (text !== '') this.appendChild(document.createTextNode(text))
  }
}

const escape = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/\u00a0/g, '&nbsp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
const quote = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/\u00a0/g, '&nbsp;')
    .replace(/"/g, '&quot;')
const VOID = new Set(['input', 'img', 'br', 'hr', 'link', 'meta'])

class Text extends Node {
  nodeType = 3
  nodeName = '#text'
  constructor(data) {
    super()
    this.data = String(data)
  }
  get textContent() {
    return this.data
  }
  set textContent(text) {
    this.data = String(text)
  }
  get nodeValue() {
    return this.data
  }
  get outerHTML() {
    return escape(this.data)
  }
}

class DocumentFragment extends Node {
  nodeType = 11
}

class HTMLElement extends Node {
  nodeType = 1
  attrs = new Map()
  constructor(tag) {
    super()
    this.localName = tag.toLowerCase()
    this.tagName = this.nodeName = tag.toUpperCase()
  }
  get attributes() {
    return [...this.attrs].map(([name, value]) => ({ name, value }))
  }
  setAttribute(name, value) {
    this.attrs.set(name.toLowerCase(), String(value))
  }
  getAttribute(name) {
    return this.attrs.get(name.toLowerCase()) ?? null
  }
  removeAttribute(name) {
    this.attrs.delete(name.toLowerCase())
  }
  hasAttribute(name) {
    return this.attrs.has(name.toLowerCase())
  }
  get id() {
    return this.getAttribute('id') ?? ''
  }
  set id(value) {
    this.setAttribute('id', value)
  }
  get className() {
    return this.getAttribute('class') ?? ''
  }
  set className(value) {
    this.setAttribute('class', value)
  }
  get classList() {
    const list = () => this.className.split(/\s+/).filter(Boolean)
    const put = (names) => this.setAttribute('class', names.join(' '))
    return {
      value: this.className,
      add: (...names) => put([...new Set([...list(), ...names])]),
      remove: (...names) => put(list().filter((n) => !names.includes(n))),
      contains: (name) => list().includes(name),
      toggle: (name, on = !list().includes(name)) =>
        put(on ? [...new Set([...list(), name])] : list().filter((n) => n !== name)),
    }
  }
  get style() {
    const el = this
    const text = () => el.getAttribute('style') ?? ''
    const style = {
      get cssText() {
        return text()
      },
      set cssText(given) {
        el.setAttribute('style', given)
      },
    }
    for (const [, name, value] of text().matchAll(/([\w-]+)\s*:\s*([^;]+)/g)) {
      style[name] = style[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = value.trim()
    }
    return style
  }
  get dataset() {
    const found = {}
    for (const [name, value] of this.attrs) if (name.startsWith('data-')) found[name.slice(5)] = value
    return found
  }
  get innerHTML() {
    return this.childNodes.map((n) => n.outerHTML ?? '').join('')
  }
  set innerHTML(text) {
    this.textContent = ''
    let at = this
    for (const [, close, open, inside, plain] of text.matchAll(/<\/([\w-]+)>|<([\w-]+)([^>]*)>|([^<]+)/g)) {
      if (close) at = at.parentNode
      else if (open) {
        const made = at.appendChild(document.createElement(open))
        for (const [, name, value] of inside.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) made.setAttribute(name, value ?? '')
        if (!VOID.has(open) && !inside.endsWith('/')) at = made
      } else at.appendChild(document.createTextNode(plain))
    }
  }
  get outerHTML() {
    const attrs = this.attributes.map(({ name, value }) => ` ${name}="${quote(value)}"`).join('')
    return VOID.has(this.localName)
      ? `<${this.localName}${attrs}>`
      : `<${this.localName}${attrs}>${this.innerHTML}</${this.localName}>`
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null
  }
  querySelectorAll(selector) {
    const [, tag, attr, cls, id] = /^([\w-]*)(?:\[([\w-]+)\])?(?:\.([\w-]+))?(?:#([\w-]+))?$/.exec(selector) ?? []
    const found = []
    const visit = (node) => {
      for (const each of node.children) {
        if (
          (!tag || each.localName === tag) &&
          (!attr || each.hasAttribute(attr)) &&
          (!cls || each.classList.contains(cls)) &&
          (!id || each.id === id)
        )
          found.push(each)
        visit(each)
      }
    }
    visit(this)
    return found
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }
  }
  focus() {
    document.activeElement = this
  }
  blur() {}
}
class HTMLSpanElement extends HTMLElement {}
class HTMLInputElement extends HTMLElement {
  value = ''
  get type() {
    return this.getAttribute('type') ?? 'text'
  }
  set type(value) {
    this.setAttribute('type', value)
  }
}

class Event {
  stopped = false
  defaultPrevented = false
  timeStamp = 0
  constructor(type, init = {}) {
    this.type = type
    Object.assign(this, { bubbles: false, cancelable: false }, init)
  }
  preventDefault() {
    this.defaultPrevented = true
  }
  stopPropagation() {
    this.stopped = true
  }
}

const makers = { span: HTMLSpanElement, input: HTMLInputElement, textarea: HTMLInputElement }
const document = Object.assign(new EventTarget(), {
  createElement: (tag) => new (makers[tag.toLowerCase()] ?? HTMLElement)(tag),
  createTextNode: (text) => new Text(text),
  createDocumentFragment: () => new DocumentFragment(),
  styleSheets: [],
  elementFromPoint: () => null,
})
document.documentElement = new HTMLElement('html')
document.head = document.documentElement.appendChild(new HTMLElement('head'))
document.body = document.documentElement.appendChild(new HTMLElement('body'))
document.activeElement = document.body
document.querySelector = (selector) => document.documentElement.querySelector(selector)
document.documentElement.clientWidth = document.documentElement.clientHeight = 0

const window = Object.assign(globalThis, {
  document,
  Node,
  Text,
  HTMLElement,
  HTMLSpanElement,
  HTMLInputElement,
  Element: HTMLElement,
  DocumentFragment,
  Event,
  CustomEvent: Event,
  MouseEvent: Event,
  TouchEvent: Event,
  KeyboardEvent: Event,
  devicePixelRatio: 1,
  innerWidth: 0,
  innerHeight: 0,
  handlers: [],
  getComputedStyle: () => ({}),
  scrollTo() {},
  IntersectionObserver: class {
    observe() {}
    disconnect() {}
  },
})
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'])
  window[name] = EventTarget.prototype[name].bind(window)
window.window = window
