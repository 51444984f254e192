// A page within the page, which slides in from an edge.

import { toNumber, toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { markDirty } from '../ops'
import { inlineStyle } from '../rpx'
import { Component, part, register } from './component'

type Made = ConstructorParameters<typeof Component>[0]

/** A half-page that slides in: mask and box, with its six events. */
class PageContainer extends Component {
  private readonly mask = part('wx-page-container-mask', this.el)
  private readonly box = part('wx-page-container-box', this.el)
  private timer = 0

  constructor(node: Made) {
    super(node)
    node.content = this.box
    this.el.dataset.position = 'bottom'
    this.mask.addEventListener('click', () => {
      emit(this.node, 'clickoverlay', {})
      this.show(false)
    })
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'show') markDirty(this)
    else if (name === 'position') this.el.dataset.position = toText(value) || 'bottom'
    else if (name === 'round') this.el.toggleAttribute('round', truthy(value))
    else if (name === 'overlay') this.mask.hidden = !truthy(value)
    else if (name === 'overlay-style') this.mask.style.cssText = inlineStyle(toText(value))
    else if (name === 'custom-style') this.box.style.cssText = inlineStyle(toText(value))
    else return false
    return true
  }

  /** Events are for listeners of the same batch too. */
  override update(): void {
    this.show(truthy(this.attr('show')))
  }

  private show(on: boolean): void {
    if (this.el.hasAttribute('open') === on) return
    const names = on ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave']
    const duration = toNumber(this.attr('duration'), 300)
    this.el.style.setProperty('--wx-duration', `${duration}ms`)
    emit(this.node, names[0] ?? '', {})
    this.el.toggleAttribute('open', on)
    emit(this.node, names[1] ?? '', {})
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => emit(this.node, names[2] ?? '', {}), duration)
  }
}

register('page-container', PageContainer)
