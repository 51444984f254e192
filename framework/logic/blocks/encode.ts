// What glass-easel's elements would tell the view of a value, without an element.

import { shownData, shownId, shownStyle } from '../backend/shown'
import { withoutInstances } from '../program/instances'

/** The value says nothing: no operation stands for it. */
export const ABSENT = Symbol('absent')

/** What a slot is: text, class, style, id, dataset, attribute; the rest is nothing that a view sees. */
export type Kind = 't' | 'c' | 'y' | 'i' | 'd' | 'r' | 'm' | 'on'

/** How the elements of one shadow tree name classes and ids. */
export class Names {
  private readonly known = new Map<string, string | null>()
  private readonly prefix: string
  private readonly scopes: string[]
  private readonly outside: string[]

  constructor(shadowRoot: any, scopeName: (id: number) => string) {
    const host = shadowRoot.getHostNode()
    const options = host.getComponentOptions()
    const { styleScope, extraStyleScope } = options
    this.scopes = typeof extraStyleScope === 'number' ? [scopeName(extraStyleScope)] : []
    this.scopes.push(typeof styleScope === 'number' ? scopeName(styleScope) : '')
    this.outside = host.classList?._$externalNames ?? []
    this.prefix = host._$idPrefix ? `${String(host._$idPrefix)}--` : ''
  }

  id(value: unknown): string {
    return shownId(this.prefix + String(value))
  }

  /** Names as the view has them; null: they depend on more than this element. */
  classes(value: unknown): string | null {
    if (value === undefined || value === null) return ''
    const given = Array.isArray(value) ? value.join(' ') : String(value)
    let found = this.known.get(given)
    if (found === undefined) {
      found = this.resolve(given)
      // As many as a program writes, times what its data make of them.
      if (this.known.size > 5000) this.known.clear()
      this.known.set(given, found)
    }
    return found
  }

  private resolve(given: string): string | null {
    const names = new Set<string>()
    for (const name of given.split(/[\s.,]+/)) {
      if (name === '') continue
      if (name[0] === '~' || name[0] === '^' || this.outside.includes(name)) return null
      for (const scope of this.scopes) names.add(scope === '' ? name : `${scope}--${name}`)
    }
    return [...names].join(' ')
  }
}

/** What goes into a template's hole; null for classes that a shape cannot say. */
export function encode(kind: Kind, value: unknown, names: Names): unknown {
  switch (kind) {
    case 't':
      return typeof value === 'string' ? value : String(value)
    case 'c':
      return names.classes(value)
    case 'y':
      return shownStyle(value === undefined || value === null ? '' : String(value))
    case 'i':
      return names.id(value)
    case 'd':
      return shownData(value) ?? ABSENT
    case 'r':
      return value === undefined ? ABSENT : withoutInstances(value)
    default:
      return ABSENT
  }
}
