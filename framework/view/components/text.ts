// <text>: keeps line breaks, collapses runs of spaces unless `space` says otherwise, decodes entities with `decode`.
// What logic set is kept beside each text node, because the displayed text may differ from it.

import { toText, truthy } from '../attributes'
import { displayText } from '../display-text'
import { markDirty } from '../ops'
import { nodeOf } from '../node'
import { Component, register } from './component'

type Owned = Text & { tiffinRaw?: string; tiffinShown?: string }

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
