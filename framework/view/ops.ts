// Applies a batch of operations to the document: the hot path of the view.
// One pass over a flat array, a switch on the code, direct DOM calls. Program text only ever becomes text nodes and
// checked attributes, never markup. A bad operation is reported and skipped; an unknown code ends the batch, because
// its length is unknown.

import { createComponent, type Component } from './components/component'
import { reflect, setGenericAttribute } from './attributes'
import { syncCatching } from './events/catching'
import { ARITY, Listen, Op } from './messages'
import { bind, count, getNode, nodeOf, release, ViewNode } from './node'
import { inlineStyle } from './rpx'
import { report } from './transport'

/** Components that want one call after the batch that changed their attributes or children. */
const dirty = new Set<Component>()

/** Asks for `component.update()` at the end of the batch, or soon when none is being applied. */
export function markDirty(component: Component): void {
  dirty.add(component)
  if (!applying) queueMicrotask(flush)
}

let applying = false

function flush(): void {
  for (let rounds = 0; dirty.size > 0 && rounds < 8; rounds++) {
    const list = [...dirty]
    dirty.clear()
    for (const component of list) guard('update', () => component.update())
  }
}

function guard(where: string, work: () => void): void {
  try {
    work()
  } catch (cause) {
    report(where, cause)
  }
}

export function applyBatch(ops: unknown[]): void {
  applying = true
  try {
    for (let at = 0; at < ops.length;) {
      const code = ops[at] as number
      const arity = code > 0 ? ARITY[code] : undefined
      if (arity === undefined || at + arity >= ops.length) {
        report('batch', new Error(`bad operation ${String(code)} at ${at}`))
        break
      }
      try {
        applyOne(code, ops[at + 1], ops[at + 2], ops[at + 3])
      } catch (cause) {
        report(`operation ${code} at ${at}`, cause)
      }
      at += arity + 1
    }
  } finally {
    flush()
    syncCatching()
    applying = false
  }
}

function applyOne(code: number, a: unknown, b: unknown, c: unknown): void {
  switch (code) {
    case Op.Create:
      return create(a as number, String(b))
    case Op.Text:
      bind(new ViewNode(a as number, '', document.createTextNode(String(b))))
      return
    case Op.Append:
      return place(getNode(a), getNode(b), null)
    case Op.Insert:
      return place(getNode(a), getNode(b), getNode(c))
    case Op.Remove:
      return remove(getNode(a), getNode(b))
    case Op.Replace: {
      const parent = getNode(a)
      const old = getNode(c)
      place(parent, getNode(b), old)
      return remove(parent, old)
    }
    case Op.SetText:
      return setText(getNode(a), String(b))
    case Op.Attr:
      return setAttr(getNode(a), String(b), c)
    case Op.Unattr:
      return setAttr(getNode(a), String(b), undefined)
    case Op.AddClass:
      return element(a).classList.add(String(b))
    case Op.RemoveClass:
      return element(a).classList.remove(String(b))
    case Op.ClearClasses:
      return clearClasses(getNode(a))
    case Op.Style: {
      const node = getNode(a)
      const el = element(a)
      el.style.cssText = inlineStyle(String(b))
      node.component?.styled()
      return
    }
    case Op.Id:
      getNode(a).programId = String(b)
      element(a).id = String(b)
      return
    case Op.Scope:
      return setScope(getNode(a), String(b), String(c))
    case Op.Data:
      return setData(getNode(a), String(b), c)
    case Op.Listen:
      return listen(getNode(a), String(b), Number(c))
    case Op.Release:
      return release(a as number)
    default:
      // Owner and Wxs are reserved for view-side WXS: accepted, without effect.
      return
  }
}

const TAG = /^[a-zA-Z][\w.-]{0,63}$/

function create(id: number, tag: string): void {
  if (!(id > 1)) throw new Error(`bad node id ${String(id)}`)
  if (!TAG.test(tag)) throw new Error(`bad tag ${tag.slice(0, 80)}`)
  // A program's own component that is called like a built-in one: `modal.` (formats/messages.md).
  const own = tag.endsWith('.')
  const node = new ViewNode(id, tag, document.createElement(`wx-${own ? tag.slice(0, -1) : tag}`))
  node.component = own ? null : createComponent(node)
  bind(node)
}

function element(id: unknown): HTMLElement {
  const el = getNode(id).el
  if (el.nodeType !== Node.ELEMENT_NODE) throw new Error(`node ${String(id)} is a text`)
  return el as HTMLElement
}

function place(parent: ViewNode, child: ViewNode, before: ViewNode | null): void {
  const content = parent.content
  const anchor = before && before.el.parentNode === content ? before.el : null
  if (before && !anchor) throw new Error(`node ${before.id} is not a child of ${parent.id}`)
  content.insertBefore(child.el, anchor)
  parent.component?.childrenChanged()
}

function remove(parent: ViewNode, child: ViewNode): void {
  child.el.parentNode?.removeChild(child.el)
  parent.component?.childrenChanged()
}

function setText(node: ViewNode, text: string): void {
  if (node.el.nodeType !== Node.TEXT_NODE) throw new Error(`node ${node.id} is no text`)
  ;(node.el as Text).data = text
  const parent = node.el.parentNode
  if (parent) nodeOf(parent)?.component?.childrenChanged()
}

/** Attribute names come as written in the template: `formType` and `form-type` are the same. */
const kebabs = new Map<string, string>()
function kebab(name: string): string {
  let known = kebabs.get(name)
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    if (kebabs.size < 2000) kebabs.set(name, known)
  }
  return known
}

function setAttr(node: ViewNode, name: string, value: unknown): void {
  const key = kebab(name)
  if (value === undefined) node.attrs?.delete(key)
  else (node.attrs ??= new Map()).set(key, value)
  if (node.component?.attribute(key, value) === true) return
  setGenericAttribute(node, key, value)
}

/** Names that this view's own parts use; a program's value must not look like theirs. */
const OWN_DATA = new Set(['mode', 'broken', 'position', 'keys'])

/** Plain values also become `data-*` attributes, because style sheets select by them. */
function setData(node: ViewNode, name: string, value: unknown): void {
  ;(node.data ??= Object.create(null) as Record<string, unknown>)[name] = value
  const key = kebab(name)
  if (/^[a-z][\w-]*$/.test(key) && !(node.component && OWN_DATA.has(key)))
    reflect(element(node.id), `data-${key}`, value)
}

function clearClasses(node: ViewNode): void {
  ;(node.el as HTMLElement).className = ''
  markScope(node)
  node.component?.styled()
}

function setScope(node: ViewNode, scope: string, hostScope: string): void {
  const list = (node.el as HTMLElement).classList
  if (node.scope) list.remove(`${node.scope}--`)
  if (node.hostScope) list.remove(`${node.hostScope}--host`)
  node.scope = scope
  node.hostScope = hostScope
  markScope(node)
}

function markScope(node: ViewNode): void {
  const list = (node.el as HTMLElement).classList
  if (node.scope) list.add(`${node.scope}--`)
  if (node.hostScope) list.add(`${node.hostScope}--host`)
}

function listen(node: ViewNode, event: string, flags: number): void {
  const before = node.listens?.get(event) ?? 0
  if (flags === 0) node.listens?.delete(event)
  else (node.listens ??= new Map()).set(event, flags)
  if (before === 0 && flags !== 0) count(event, 1)
  if (before !== 0 && flags === 0) count(event, -1)
  if (((before ^ flags) & Listen.Catch) !== 0) count(`catch:${event}`, (flags & Listen.Catch) !== 0 ? 1 : -1)
  node.component?.listening(event, flags !== 0)
}
