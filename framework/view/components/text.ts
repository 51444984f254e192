// <text>: keeps line breaks, collapses runs of spaces unless `space` says otherwise, decodes entities with `decode`.
// What logic set is kept beside each text node, because the displayed text may differ from it.

import { toText, truthy } from '../attributes'
import { markDirty } from '../ops'
import { nodeOf } from '../node'
import { Component, register } from './component'

const ENTITIES: Record<string, string> = {
  nbsp: '\u00a0',
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  quot: '"',
  ensp: '\u2002',
  emsp: '\u2003',
}
const SPACES: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

type Owned = Text & { tiffinRaw?: string; tiffinShown?: string }

/** The text as shown: `\n` in two characters is a line break too, as in WeChat. */
export function displayText(raw: string, space: string, decode: boolean): string {
  let text = raw.includes('\\n') ? raw.replace(/\\n/g, '\n') : raw
  const blank = SPACES[space]
  if (blank) text = text.replace(/ /g, blank)
  if (decode && text.includes('&')) {
    text = text.replace(/&(nbsp|lt|gt|amp|apos|quot|ensp|emsp);/g, (_, name: string) => ENTITIES[name] ?? '')
  }
  return text
}

class TextComponent extends Component {
  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'selectable':
      case 'user-select':
        this.el.classList.toggle('wx-selectable', truthy(this.attr('selectable')) || truthy(this.attr('user-select')))
        return true
      case 'space':
      case 'decode':
        this.childrenChanged()
        return true
      case 'max-lines':
        this.el.style.setProperty('-webkit-line-clamp', toText(value))
        this.el.classList.toggle('wx-clamped', Number(value) > 0)
        return true
      case 'overflow':
        this.el.classList.toggle('wx-ellipsis', value === 'ellipsis')
        return true
      default:
        return false
    }
  }

  override childrenChanged(): void {
    markDirty(this)
  }

  override update(): void {
    const space = toText(this.attr('space'))
    const decode = truthy(this.attr('decode'))
    for (const child of this.el.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE || !nodeOf(child)) continue
      const text = child as Owned
      if (text.tiffinShown !== text.data) text.tiffinRaw = text.data
      const shown = displayText(text.tiffinRaw ?? '', space, decode)
      text.tiffinShown = shown
      if (shown !== text.data) text.data = shown
    }
  }
}

register('text', TextComponent)
