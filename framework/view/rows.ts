// Rows of lists as runs (docs/formats/messages.md): a template is built once, a clone copies it. Of a row that is only
// shown, the document's nodes are all there is; what an id in it means is found when somebody asks, and then the whole row
// becomes nodes like any other. Built-in components are made with their row, because they act by themselves; a row with one
// that arranges its children is made by ordinary operations.

import { createComponent, isBuiltIn } from './components/component'
import { displayText } from './display-text'
import { kebab, reflectData, setAttributeOf } from './attributes'
import { Listen, Op } from './messages'
import { bind, count, nodes, release, setRows, ViewNode } from './node'
import { inlineStyle } from './rpx'

/** Something that is said of a node of a row: `hole` is the place of its value among those that a row brings, or -1. */
export interface Said {
  code: number
  /** Whether a name comes before the value. */
  named: boolean
  name: string
  value: unknown
  hole: number
}

interface Part {
  tag: string
  parent: number
  children: number[]
  said: Said[]
  /** A component that is made with its row. */
  alive: boolean
  scope: string
  hostScope: string
  /** Which of the row's roots it is below, and the steps there: true is down, false is along. */
  top: number
  steps: boolean[]
}

export interface Shape {
  ops: unknown[]
  holes: number[]
  parts: Part[]
  tops: number[]
  roots: Node[]
  /** What rows say of nodes that are not made with them. */
  fills: { part: Part; said: Said; inText: boolean }[]
  alive: number[]
  /** Whether rows can be copied: if not, they are made by ordinary operations. */
  copied: boolean
}

interface Run {
  first: number
  end: number
  shape: Shape
  values: unknown[]
  rows: (Row | null)[]
  left: number
}

interface Row {
  run: Run
  at: number
  first: number
  roots: Node[]
}

const ROW = Symbol('row')
type Marked = Node & { [ROW]?: Row }

const shapes = new Map<number, Shape>()
let runs: Run[] = []

export function dropRows(): void {
  shapes.clear()
  runs = []
}

export function learn(id: number, ops: unknown[], holes: number[]): void {
  shapes.set(id, read(ops, holes))
}

export function shapeOf(id: unknown): Shape {
  const shape = shapes.get(id as number)
  if (!shape) throw new Error(`no template ${String(id)}`)
  return shape
}

/** Components that leave their children alone: they are made round those that were copied. */
const HOLDERS = new Set(['button', 'navigator'])

/** Codes of what is said of a node, and where its value is. */
const VALUE_AT: Record<number, number> = {
  [Op.Attr]: 3,
  [Op.Data]: 3,
  [Op.AddClass]: 2,
  [Op.Classes]: 2,
  [Op.Style]: 2,
  [Op.Id]: 2,
  [Op.Listen]: 3,
  [Op.Scope]: 3,
}

function read(ops: unknown[], holes: number[]): Shape {
  const parts: Part[] = []
  const part = (tag: string): Part => {
    const made: Part = {
      tag,
      parent: -1,
      children: [],
      said: [],
      alive: false,
      scope: '',
      hostScope: '',
      top: 0,
      steps: [],
    }
    parts.push(made)
    return made
  }
  let hole = 0
  const next = (place: number): number => (holes[hole] === place ? hole++ : -1)
  for (let at = 0; at < ops.length;) {
    const code = ops[at] as number
    const id = ops[at + 1] as number
    if (code === Op.Create) {
      part(String(ops[at + 2]))
      at += 3
    } else if (code === Op.Text) {
      part('').said.push({ code, named: false, name: '', value: ops[at + 2], hole: next(at + 2) })
      at += 3
    } else if (code === Op.Append) {
      const child = ops[at + 2] as number
      parts[child]!.parent = id
      parts[id]!.children.push(child)
      at += 3
    } else {
      const where = VALUE_AT[code]
      if (where === undefined) throw new Error(`operation ${code} in a template`)
      const name = where === 3 ? String(ops[at + 2]) : ''
      parts[id]!.said.push({ code, named: where === 3, name, value: ops[at + where], hole: next(at + where) })
      if (code === Op.Scope) {
        parts[id]!.scope = name
        parts[id]!.hostScope = String(ops[at + 3])
      }
      at += where + 1
    }
  }
  const tops = parts.flatMap((made, n) => (made.parent < 0 ? [n] : []))
  const shape: Shape = { ops, holes, parts, tops, roots: [], fills: [], alive: [], copied: true }
  for (const [n, made] of parts.entries()) {
    const live = isBuiltIn(made.tag) && !(made.tag === 'text' && !made.said.some((said) => said.code === Op.Attr))
    if (live && made.children.length > 0 && !HOLDERS.has(made.tag)) shape.copied = false
    made.alive = live
    if (live) shape.alive.push(n)
    // A component of the program's own that is called like one of ours.
    if (made.tag.endsWith('.')) shape.copied = false
  }
  if (shape.copied) tops.forEach((top, n) => shape.roots.push(build(shape, top, n, [])))
  return shape
}

function build(shape: Shape, at: number, top: number, steps: boolean[]): Node {
  const part = shape.parts[at]!
  part.top = top
  part.steps = steps
  const inText = shape.parts[part.parent]?.tag === 'text'
  const node = part.tag === '' ? document.createTextNode('') : document.createElement(`wx-${part.tag}`)
  // What varies comes after what does not: the last word on a thing is the same, because nothing is said of it twice.
  for (const said of part.said) {
    if (part.alive) break
    if (said.hole < 0) say(node, part, said, said.value, inText)
    else shape.fills.push({ part, said, inText })
  }
  part.children.forEach((child, n) => {
    node.appendChild(build(shape, child, top, [...steps, true, ...new Array<boolean>(n).fill(false)]))
  })
  return node
}

const marks = (part: Part): string =>
  (part.scope === '' ? '' : ` ${part.scope}--`) + (part.hostScope === '' ? '' : ` ${part.hostScope}--host`)

/** Shows what an operation says of a node that is no component, without a table of its own. */
function say(node: Node, part: Part, said: Said, value: unknown, inText: boolean): void {
  const el = node as HTMLElement
  switch (said.code) {
    case Op.Text:
      ;(node as Text).data = inText ? displayText(String(value), '', false) : String(value)
      return
    case Op.Scope:
      for (const mark of marks(part).split(' ')) if (mark !== '') el.classList.add(mark)
      return
    case Op.AddClass:
      el.classList.add(String(value))
      return
    case Op.Classes:
      el.className = String(value) + marks(part)
      return
    case Op.Style:
      el.style.cssText = inlineStyle(String(value))
      return
    case Op.Id:
      el.id = String(value)
      return
    case Op.Attr:
      setAttributeOf(el, said.name, value)
      return
    case Op.Data:
      reflectData(el, said.name, value, false)
  }
}

function walk(root: Node, steps: boolean[]): Node {
  let at = root
  for (const down of steps) at = (down ? at.firstChild : at.nextSibling)!
  return at
}

/** Copies a run of rows; `place` puts each root where it belongs. `enliven` makes a component that is one from the start. */
export function copy(
  shape: Shape,
  first: number,
  rowCount: number,
  values: unknown[],
  place: (root: Node) => void,
  enliven: (id: number, tag: string, el: HTMLElement, said: Said[]) => void,
): void {
  const size = shape.parts.length
  const per = shape.holes.length
  const run: Run = { first, end: first + rowCount * size, shape, values, rows: [], left: rowCount }
  for (let at = 0; at < rowCount; at++) {
    const from = at * per
    const roots = shape.roots.map((root) => root.cloneNode(true))
    for (const { part, said, inText } of shape.fills) {
      say(walk(roots[part.top]!, part.steps), part, said, values[from + said.hole], inText)
    }
    const row: Row = { run, at, first: first + at * size, roots }
    for (const n of shape.alive) {
      const part = shape.parts[n]!
      const own = part.said.map((said) => (said.hole < 0 ? said : { ...said, value: values[from + said.hole] }))
      enliven(row.first + n, part.tag, walk(roots[part.top]!, part.steps) as HTMLElement, own)
    }
    for (const root of roots) {
      ;(root as Marked)[ROW] = row
      place(root)
    }
    run.rows.push(row)
  }
  listens(shape, rowCount)
  runs.splice(after(first), 0, run)
}

/** Listeners of nodes that are not made yet count too. */
function listens(shape: Shape, by: number): void {
  for (const part of shape.parts) {
    if (part.alive) continue
    for (const { code, name, value } of part.said) {
      if (code !== Op.Listen) continue
      count(name, by)
      if (((value as number) & Listen.Catch) !== 0) count(`catch:${name}`, by)
    }
  }
}

/** The place of the first run that begins behind an id. */
function after(id: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (runs[mid]!.first > id) high = mid
    else low = mid + 1
  }
  return low
}

function rowOf(id: number): Row | null {
  const run = runs[after(id) - 1]
  if (!run || id >= run.end) return null
  return run.rows[Math.floor((id - run.first) / run.shape.parts.length)] ?? null
}

/** The row is no copy any more: its ids are the table's, or nobody's. */
function forget(row: Row): void {
  const { run } = row
  run.rows[row.at] = null
  run.left -= 1
  for (const root of row.roots) (root as Marked)[ROW] = undefined
  if (run.left === 0) runs.splice(runs.indexOf(run), 1)
}

/** Makes all nodes of a row. */
function dissolve(row: Row): void {
  forget(row)
  const { shape, values } = row.run
  // Places first: nothing is moved by making nodes, but a component may add to its element.
  const found = shape.parts.map((part) => walk(row.roots[part.top]!, part.steps))
  shape.parts.forEach((part, n) => {
    if (part.alive) return
    const node = new ViewNode(row.first + n, part.tag, found[n] as HTMLElement)
    node.scope = part.scope
    node.hostScope = part.hostScope
    bind(node)
    for (const said of part.said) {
      keep(node, said, said.hole < 0 ? said.value : values[row.at * shape.holes.length + said.hole])
    }
    // The only one that is not made with its row.
    if (part.tag === 'text') node.component = createComponent(node)
  })
}

/** Takes what was said into the node's own tables; the document shows it already. */
function keep(node: ViewNode, said: Said, value: unknown): void {
  if (said.code === Op.Id) node.programId = String(value)
  else if (said.code === Op.Attr) (node.attrs ??= new Map<string, unknown>()).set(kebab(said.name), value)
  else if (said.code === Op.Data) (node.data ??= Object.create(null) as Record<string, unknown>)[said.name] = value
  else if (said.code === Op.Listen) (node.listens ??= new Map<string, number>()).set(said.name, value as number)
}

/** The node of the document that an id stands for, without making anything of it; for texts, classes and styles. */
export function shown(id: number): { node: Node; part: Part; inText: boolean } | null {
  if (nodes.has(id)) return null
  const row = rowOf(id)
  const part = row?.run.shape.parts[id - row.first]
  if (!row || !part) return null
  const inText = row.run.shape.parts[part.parent]?.tag === 'text'
  return { node: walk(row.roots[part.top]!, part.steps), part, inText }
}

/** Changes what is shown of a node of a copied row; false if it is none. */
export function change(id: number, code: number, value: unknown): boolean {
  const found = shown(id)
  if (!found || found.part.alive) return false
  if ((code === Op.Text) !== (found.part.tag === '')) return false
  say(found.node, found.part, { code, named: false, name: '', value, hole: -1 }, value, found.inText)
  return true
}

/** A root of a copied row, which may be moved as it is. */
export function rootOf(id: number): Node | null {
  const found = shown(id)
  return found && found.part.parent < 0 && !found.part.alive ? found.node : null
}

/** Releases all nodes at and below one of the document. */
export function releaseBelow(dom: Node): void {
  const row = (dom as Marked)[ROW]
  if (row) {
    forget(row)
    listens(row.run.shape, -1)
    for (const n of row.run.shape.alive) release(row.first + n)
    // Its other roots are asked for too, and are marked no more.
    return
  }
  const stack: Node[] = [dom]
  for (let at = stack.pop(); at; at = stack.pop()) {
    const node = nodes.size > 0 ? nodeAt(at) : null
    if (at !== dom && (at as Marked)[ROW]) {
      releaseBelow(at)
      continue
    }
    for (let child = at.firstChild; child; child = child.nextSibling) stack.push(child)
    if (!node) continue
    // A component may keep its children elsewhere.
    if (node.content !== at && !at.contains(node.content)) stack.push(node.content)
    release(node.id)
  }
}

let nodeAt: (dom: Node) => ViewNode | null = () => null

setRows({
  find(id) {
    const row = rowOf(id)
    if (row) dissolve(row)
    return row !== null
  },
  at(dom) {
    const row = (dom as Marked)[ROW]
    if (row) dissolve(row)
    return row !== undefined
  },
  give(own) {
    nodeAt = own
  },
})
