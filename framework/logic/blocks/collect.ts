// Runs the closures of a compiled template for one row without making anything: against functions that collect the
// values, that look what would change, or that learn what kinds of values there are. glass-easel hands properties to
// `wrapper.c(element, value)` and the like; elements of ours are told apart there.

/** What a row's closures are called with, as glass-easel 0.12.1 has it. */
export type RowClosure = (
  isCreation: boolean,
  item: unknown,
  index: number | string,
  itemTree: unknown,
  indexTree: unknown,
  path: unknown,
  ...define: any[]
) => void

type Init = (element: object, isCreation: boolean) => void
type Children = (isCreation: boolean, ...define: any[]) => void

/**
 * Setters of a wrapper whose values a row may bring: class, style, id, dataset, mark, attribute, listener. The others make a
 * row glass-easel's own, and so does an attribute with a path, which is `model:`.
 */
const SETTERS = ['c', 'y', 'i', 'd', 'm', 'r', 'v']
const REFUSED = ['s', 'l', 'a', 'p', 'wl']
/** Setters whose value comes after a name. */
const NAMED = new Set(['d', 'm', 'r', 'v'])

/** Stands for every element of a row while values are collected. */
const COLLECT = {}

let values: unknown[] = []
let branches = ''

const text = (value: unknown): void => void values.push(value)
const element = (_tag: string, _generics: unknown, init: Init, children: Children): void => {
  init(COLLECT, true)
  children(true, text, element, branch, nothing, nothing, inside)
}
const branch = (key: unknown, children: Children): void => {
  branches += `${String(key)},`
  children(true, text, element, branch, nothing, nothing, inside)
}
const inside = (children: Children): void => children(true, text, element, branch, nothing, nothing, inside)
const nothing = (): void => undefined

/** The branches that the last `collect` took, in order. */
export function taken(): string {
  return branches
}

/** All values of a row in the order of its slots; `path` is any path that is none of a model. */
export function collect(row: RowClosure, item: unknown, index: number | string, path: unknown): unknown[] {
  values = []
  branches = ''
  row(true, item, index, undefined, undefined, path, text, element, branch, nothing, nothing, inside)
  return values
}

/** Is told each thing that is set, with the number of its element in the row. */
class Watcher {
  elements = 0
  texts = 0
  /** The element that is looked into, as a number of nodes. */
  parent = -1

  constructor(readonly told: (place: string, kind: string, name: string, value: unknown, extra: unknown[]) => void) {}
}

class Watched {
  constructor(
    readonly watcher: Watcher,
    readonly at: number,
  ) {}

  tiffin(kind: string, args: unknown[]): void {
    const named = NAMED.has(kind)
    const name = named ? String(args[0]) : ''
    const value = named ? args[1] : args[0]
    this.watcher.told(`${this.at}:${kind}:${name}`, kind, name, value, args.slice(named ? 2 : 1))
  }
}

/** Nodes of a row that stand there because of one branch of a `wx:if`: some of the children of `parent` (-1: of the row). */
export interface Branch {
  key: number
  parent: number
  from: number
  to: number
  inner: Branch[]
}

interface Seen {
  tag(name: string): void
  refuse(): void
  branches: Branch[]
}

function watch(watcher: Watcher, creating: boolean, seen: Seen): any[] {
  const write = (value?: unknown, init?: unknown): void => {
    const at = (watcher.texts += 1)
    if (init !== undefined) seen.refuse()
    if (value !== undefined) watcher.told(`text:${at}`, 't', '', value, [])
  }
  const define = (
    tag: string,
    _generics: unknown,
    init: Init,
    children: Children,
    slot?: unknown,
    own?: unknown,
  ): void => {
    const { parent } = watcher
    watcher.parent = watcher.elements + watcher.texts
    const at = (watcher.elements += 1)
    seen.tag(tag)
    if (slot !== undefined || own !== undefined) seen.refuse()
    init(new Watched(watcher, at), creating)
    children(creating, ...all)
    watcher.parent = parent
  }
  const choose = (key: unknown, children: Children): void => {
    if (typeof key !== 'number') return seen.refuse()
    const { branches } = seen
    const from = watcher.elements + watcher.texts
    const branch: Branch = { key, parent: watcher.parent, from, to: from, inner: [] }
    branches.push(branch)
    seen.branches = branch.inner
    children(creating, ...all)
    seen.branches = branches
    branch.to = watcher.elements + watcher.texts
  }
  const hold = (children: Children, slot?: unknown): void => {
    if (slot !== undefined) return seen.refuse()
    children(creating, ...all)
  }
  const refuse = (): void => seen.refuse()
  const all = [write, define, choose, refuse, refuse, hold]
  return all
}

export interface Found {
  place: string
  kind: string
  name: string
  value: unknown
  extra: unknown[]
}

/** What a row sets when it is made, the tags of its elements, and whether there is something that a shape cannot say. */
export function study(
  row: RowClosure,
  item: unknown,
  index: number | string,
  path: unknown,
): { found: Found[]; tags: string[]; refused: boolean; branches: Branch[] } {
  const found: Found[] = []
  const tags: string[] = []
  let refused = false
  const branches: Branch[] = []
  const watcher = new Watcher((place, kind, name, value, extra) => {
    if (kind === '') refused = true
    else found.push({ place, kind, name, value, extra })
  })
  const seen = {
    tag: (name: string) => void tags.push(name),
    branches,
    refuse: () => void (refused = true),
  }
  row(true, item, index, undefined, undefined, path, ...watch(watcher, true, seen))
  return { found, tags, refused, branches }
}

/**
 * The places that a change of a row's item, of its index, or (neither) of something around the list would set anew; null: a
 * condition threw, as one of a template that is included may.
 */
export function affected(
  row: RowClosure,
  item: unknown,
  index: number | string,
  path: unknown,
  itemTree: unknown,
  indexTree: unknown,
): Set<string> | null {
  const places = new Set<string>()
  const watcher = new Watcher((place) => void places.add(place))
  const seen = { tag: () => undefined, branches: [], refuse: () => undefined }
  try {
    row(false, item, index, itemTree, indexTree, path, ...watch(watcher, false, seen))
  } catch {
    return null
  }
  return places
}

/** Called after each setter of an element that glass-easel makes while a shape is learned. */
export type Noted = (kind: string, element: any, before: number) => void
let learning: { note: Noted; place: () => number } | null = null

/** Runs `work` and is told each setter that is called meanwhile. */
export function overhear(place: () => number, note: Noted, work: () => void): void {
  learning = { note, place }
  try {
    work()
  } finally {
    learning = null
  }
}

type Setter = (
  target: any,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
  f?: unknown,
  g?: unknown,
) => void

/** Setters of a wrapper know our elements. Before a template takes them from it. */
export function prepareSetters(wrapper: any): void {
  for (const name of SETTERS) {
    const own = wrapper[name] as Setter
    const other: Setter = (target, a, b, c, d, e, f, g) => {
      if (target.tiffin !== undefined) target.tiffin(name === 'r' && c !== undefined ? '' : name, [a, b, c, d, e, f])
      else if (learning) {
        // An attribute that is a listener calls another setter: that is part of it.
        const { place, note } = learning
        const before = place()
        learning = null
        own(target, a, b, c, d, e, f, g)
        learning = { place, note }
        note(name, target, before)
      } else own(target, a, b, c, d, e, f, g)
    }
    // The hot ones: rows are collected through them.
    wrapper[name] = NAMED.has(name)
      ? (
          target: any,
          a?: unknown,
          b?: unknown,
          c?: unknown,
          d?: unknown,
          e?: unknown,
          f?: unknown,
          g?: unknown,
        ): void => {
          if (target === COLLECT) values.push(b)
          else other(target, a, b, c, d, e, f, g)
        }
      : (target: any, a?: unknown): void => {
          if (target === COLLECT) values.push(a)
          else other(target, a)
        }
  }
  for (const name of REFUSED) {
    const own = wrapper[name] as Setter
    wrapper[name] = ((target, a, b, c, d, e, f, g) => {
      if (target === COLLECT) return
      if (target.tiffin !== undefined) target.tiffin('', [a, b])
      else own(target, a, b, c, d, e, f, g)
    }) satisfies Setter
  }
}
