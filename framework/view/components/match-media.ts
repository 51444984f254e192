// Children that are there while the window has a size.

import { toNumber } from '../attributes'
import { markDirty } from '../ops'
import { Component, register } from './component'

/** Shows its children while the window fits: min-width, max-width, width, the same of height, orientation. */
class MatchMedia extends Component {
  private query: MediaQueryList | null = null
  private readonly react = (): void => void this.el.toggleAttribute('hidden', this.query?.matches === false)

  override attribute(name: string, _value: unknown): boolean {
    if (!/^((min|max)-)?(width|height)$|^orientation$/.test(name)) return false
    markDirty(this)
    return true
  }

  override update(): void {
    const conditions: string[] = []
    for (const [name, value] of this.node.attrs ?? []) {
      if (/(width|height)$/.test(name)) conditions.push(`(${name}: ${toNumber(value, 0)}px)`)
      if (name === 'orientation') conditions.push(`(orientation: ${value === 'landscape' ? 'landscape' : 'portrait'})`)
    }
    this.released()
    this.query = matchMedia(conditions.join(' and ') || 'all')
    this.query.addEventListener('change', this.react)
    this.react()
  }

  override released(): void {
    this.query?.removeEventListener('change', this.react)
  }
}

register('match-media', MatchMedia)
