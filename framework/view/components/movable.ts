// <movable-area> and <movable-view>: a box dragged inside another.

import { toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { markDirty } from '../ops'
import { cssLength } from '../rpx'
import { Component, register } from './component'
import { draggable } from './drag'

class MovableView extends Component {
  private x = 0
  private y = 0
  private scale = 1
  private kept: { x: number; y: number } | null = null

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    let x0 = 0
    let y0 = 0
    draggable(this.el, {
      axis: () => (this.direction === 'horizontal' ? 'x' : this.direction === 'vertical' ? 'y' : 'both'),
      start: () => {
        x0 = this.x
        y0 = this.y
        return !truthy(this.attr('disabled')) && this.direction !== 'none'
      },
      move: (drag) => {
        const free = truthy(this.attr('out-of-bounds'))
        this.place(x0 + drag.dx, y0 + drag.dy, 'touch', free, false)
      },
      end: (drag) => {
        const glide = truthy(this.attr('inertia')) ? 120 : 0
        this.place(this.x + drag.vx * glide, this.y + drag.vy * glide, glide > 0 ? 'friction' : 'touch', false, true)
        mirror(this.node, 'value', { x: this.x, y: this.y })
      },
    })
    this.methods.moveTo = (args) => this.place(toNumber(args.x, this.x), toNumber(args.y, this.y), '', false, true)
  }

  private get direction(): string {
    return toText(this.attr('direction')) || 'none'
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'value') {
      // Where a lost view had it.
      const { x, y } = (value ?? {}) as { x?: number; y?: number }
      this.kept = { x: toNumber(x, 0), y: toNumber(y, 0) }
      markDirty(this)
      return true
    }
    if (name === 'x' || name === 'y' || name === 'scale-value') {
      markDirty(this)
      return true
    }
    return false
  }

  override connected(): void {
    markDirty(this)
  }

  override update(): void {
    if (!this.el.isConnected) return
    const min = toNumber(this.attr('scale-min'), 0.5)
    const max = toNumber(this.attr('scale-max'), 10)
    const scale = Math.min(max, Math.max(min, toNumber(this.attr('scale-value'), 1)))
    if (scale !== this.scale) {
      this.scale = scale
      emit(this.node, 'scale', { x: this.x, y: this.y, scale })
    }
    const px = (name: string): number => {
      const css = cssLength(this.attr(name) ?? 0)
      return css.endsWith('vw') ? (parseFloat(css) * innerWidth) / 100 : parseFloat(css) || 0
    }
    const kept = this.kept
    this.kept = null
    if (kept) return this.place(kept.x, kept.y, '', true, false)
    this.place(px('x'), px('y'), '', false, truthy(this.attr('animation') ?? true))
  }

  private place(x: number, y: number, source: string, free: boolean, animated: boolean): void {
    const area = this.el.parentElement?.closest<HTMLElement>('wx-movable-area')
    if (area && !free) {
      x = within(x, area.clientWidth - this.el.offsetWidth)
      y = within(y, area.clientHeight - this.el.offsetHeight)
    }
    if (this.direction === 'horizontal' && source !== '') y = this.y
    if (this.direction === 'vertical' && source !== '') x = this.x
    const moved = x !== this.x || y !== this.y
    this.x = x
    this.y = y
    this.el.style.transition = animated ? 'transform 0.2s ease-out' : 'none'
    this.el.style.transform = `translate(${x}px, ${y}px) scale(${this.scale})`
    if (moved) emit(this.node, 'change', { x, y, source })
  }

  override styled(): void {
    markDirty(this)
  }
}

/** A view larger than its area moves so that the area stays covered. */
function within(value: number, room: number): number {
  return room >= 0 ? Math.min(room, Math.max(0, value)) : Math.max(room, Math.min(0, value))
}

register('movable-view', MovableView)
