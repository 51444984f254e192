// Applies a batch of operations to the document: the hot path of the view.
// One pass over a flat array, a switch on the code, direct DOM calls. Program text only ever becomes text nodes and
// checked attributes, never markup. A bad operation is reported and skipped; an unknown code ends the batch, because
// its length is unknown.

import { createComponent, type Component } from './components/component'
import { kebab, reflectData, setGenericAttribute } from './attributes'
import { syncCatching } from './events/catching'
import { ARITY, Listen, Op } from './messages'
import { bind, count, getNode, nodeOf, release, ViewNode } from './node'
import { change, copy, learn, releaseBelow, rootOf, type Said, type Shape, shapeOf } from './rows'
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
        if (code > Op.Wxs) applyRows(code, ops.slice(at + 1, at + 1 + arity))
        else applyOne(code, ops[at + 1], ops[at + 2], ops[at + 3])
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
      return place(getNode(a), placed(b), null)
    case Op.Insert:
      return place(getNode(a), placed(b), placed(c))
    case Op.Remove:
      return remove(getNode(a), placed(b))
    case Op.Replace: {
      const parent = getNode(a)
      const old = placed(c)
      place(parent, placed(b), old)
      return remove(parent, old)
    }
    case Op.SetText:
      if (change(a as number, Op.Text, b)) return
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
    case Op.Style:
      if (change(a as number, code, b)) return
      return setStyle(getNode(a), String(b))
    case Op.Id:
      return setId(getNode(a), String(b))
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

/** Rows of lists as runs. */
function applyRows(code: number, given: unknown[]): void {
  const [a, b, c] = given as [number, number, number]
  switch (code) {
    case Op.Template:
      return learn(a, given[1] as unknown[], given[2] as number[])
    case Op.Classes:
      if (!change(a, code, b)) setClasses(getNode(a), String(b))
      return
    case Op.Clone:
      return clone(shapeOf(a), b, c, given[3] as number, given[4] as number, given[5] as unknown[])
    case Op.Clear:
      return clear(getNode(a), b, c)
  }
}

function clone(shape: Shape, first: number, into: number, before: number, rows: number, values: unknown[]): void {
  const parent = into === 0 ? null : getNode(into)
  const anchor = before === 0 ? null : placed(before)
  if (anchor && anchor.parentNode !== parent?.content) throw new Error(`node ${before} is not a child of ${into}`)
  const put = (root: Node): void => void parent?.content.insertBefore(root, anchor)
  if (shape.copied) {
    copy(shape, first, rows, values, put, enliven)
    parent?.component?.childrenChanged()
    return
  }
  for (let row = 0; row < rows; row++) {
    make(
      shape,
      first + row * shape.parts.length,
      values.slice(row * shape.holes.length, (row + 1) * shape.holes.length),
    )
    for (const top of shape.tops) {
      const root = getNode(first + row * shape.parts.length + top).el
      if (parent) place(parent, root, anchor)
    }
  }
}

/** A row by ordinary operations. */
function make(shape: Shape, first: number, values: unknown[]): void {
  const ops = shape.ops.slice()
  shape.holes.forEach((hole, n) => void (ops[hole] = values[n]))
  for (let at = 0; at < ops.length;) {
    const code = ops[at] as number
    const a = (ops[at + 1] as number) + first
    const b = code === Op.Append ? (ops[at + 2] as number) + first : ops[at + 2]
    if (code > Op.Wxs) applyRows(code, [a, b])
    else applyOne(code, a, b, ops[at + 3])
    at += ARITY[code]! + 1
  }
}

/** A component of a copied row. */
function enliven(id: number, tag: string, el: HTMLElement, said: Said[]): void {
  const node = new ViewNode(id, tag, el)
  node.component = createComponent(node)
  bind(node)
  for (const one of said) {
    if (one.code > Op.Wxs) applyRows(one.code, [id, one.value])
    else if (one.named) applyOne(one.code, id, one.name, one.value)
    else applyOne(one.code, id, one.value, undefined)
  }
}

function clear(parent: ViewNode, first: number, last: number): void {
  const { content } = parent
  const from = first === 0 ? content.firstChild : placed(first)
  const to = last === 0 ? content.lastChild : placed(last)
  if (from?.parentNode !== content || to?.parentNode !== content)
    throw new Error(`what is cleared is not in ${parent.id}`)
  for (let at: Node | null = from; at; at = at === to ? null : at.nextSibling) releaseBelow(at)
  if (from === content.firstChild && to === content.lastChild) content.textContent = ''
  else {
    const range = document.createRange()
    range.setStartBefore(from)
    range.setEndAfter(to)
    range.deleteContents()
  }
  parent.component?.childrenChanged()
}

/** What is put somewhere: the element of a node, or a copied row's root, which stays a copy. */
function placed(id: unknown): Node {
  return rootOf(id as number) ?? getNode(id).el
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

function place(parent: ViewNode, child: Node, before: Node | null): void {
  const content = parent.content
  if (before && before.parentNode !== content) throw new Error(`no such child of ${parent.id}`)
  content.insertBefore(child, before)
  parent.component?.childrenChanged()
}

function remove(parent: ViewNode, child: Node): void {
  child.parentNode?.removeChild(child)
  parent.component?.childrenChanged()
}

function setStyle(node: ViewNode, text: string): void {
  element(node.id).style.cssText = inlineStyle(text)
  node.component?.styled()
}

function setId(node: ViewNode, name: string): void {
  node.programId = name
  element(node.id).id = name
}

function setText(node: ViewNode, text: string): void {
  if (node.el.nodeType !== Node.TEXT_NODE) throw new Error(`node ${node.id} is no text`)
  ;(node.el as Text).data = text
  const parent = node.el.parentNode
  if (parent) nodeOf(parent)?.component?.childrenChanged()
}

function setAttr(node: ViewNode, name: string, value: unknown): void {
  const key = kebab(name)
  if (value === undefined) node.attrs?.delete(key)
  else (node.attrs ??= new Map()).set(key, value)
  if (node.component?.attribute(key, value) === true) return
  setGenericAttribute(node.el as HTMLElement, key, value)
}

function setData(node: ViewNode, name: string, value: unknown): void {
  ;(node.data ??= Object.create(null) as Record<string, unknown>)[name] = value
  reflectData(element(node.id), name, value, node.component !== null)
}

function clearClasses(node: ViewNode): void {
  ;(node.el as HTMLElement).className = ''
  markScope(node)
  node.component?.styled()
}

function setClasses(node: ViewNode, names: string): void {
  element(node.id).className = names
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
