// <slider> and <progress>.

import { reflect, toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { markDirty } from '../ops'
import { cssLength } from '../rpx'
import { Component, part, register, type TapInfo } from './component'
import { draggable } from './drag'

type Made = ConstructorParameters<typeof Component>[0]

class Slider extends Component {
  private readonly bar: HTMLElement
  private readonly track: HTMLElement
  private readonly handle: HTMLElement
  private readonly thumb: HTMLElement
  private readonly label: HTMLElement
  private value = 0

  constructor(node: Made) {
    super(node)
    const wrapper = part('wx-slider-wrapper', this.el)
    const area = part('wx-slider-tap-area', wrapper)
    this.bar = part('wx-slider-handle-wrapper', area)
    this.track = part('wx-slider-track', this.bar)
    this.handle = part('wx-slider-handle', this.bar)
    this.thumb = part('wx-slider-thumb', this.bar)
    this.label = part('wx-slider-value', wrapper)
    this.el.setAttribute('role', 'slider')
    this.el.tabIndex = 0
    let from = 0
    draggable(area, {
      axis: () => 'x',
      start: () => {
        from = this.value
        return !truthy(this.attr('disabled'))
      },
      move: (drag) => {
        if (this.set(this.at(drag.x))) emit(this.node, 'changing', { value: this.value })
      },
      end: () => {
        if (this.value !== from) this.changed()
      },
    })
    this.el.addEventListener('keydown', (event) => this.key(event))
    this.methods.slideTo = (args) => {
      if (this.set(toNumber(args.value, this.value))) this.changed()
    }
    markDirty(this)
  }

  private get min(): number {
    return toNumber(this.attr('min'), 0)
  }
  private get max(): number {
    return toNumber(this.attr('max'), 100)
  }
  private get step(): number {
    const step = toNumber(this.attr('step'), 1)
    return step > 0 ? step : 1
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'value') {
      this.value = toNumber(value, 0)
    } else if (name === 'disabled') {
      reflect(this.el, 'aria-disabled', truthy(value) ? 'true' : undefined)
      this.el.toggleAttribute('disabled', truthy(value))
    } else if (name === 'hidden' || name.startsWith('aria-') || name === 'animation') {
      return false
    }
    markDirty(this)
    return true
  }

  override update(): void {
    const text = (a: string, b: string): string => toText(this.attr(a)) || toText(this.attr(b))
    const size = Math.min(28, Math.max(12, toNumber(this.attr('block-size'), 28)))
    this.bar.style.backgroundColor = text('background-color', '')
    const active =
      toText(this.attr('active-color')) || toText(this.attr('selected-color')) || toText(this.attr('color'))
    this.track.style.backgroundColor = active
    this.thumb.style.backgroundColor = toText(this.attr('block-color'))
    this.thumb.style.width = this.thumb.style.height = `${size}px`
    this.thumb.style.margin = `${-size / 2}px 0 0 ${-size / 2}px`
    this.label.hidden = !truthy(this.attr('show-value'))
    this.el.setAttribute('aria-valuemin', String(this.min))
    this.el.setAttribute('aria-valuemax', String(this.max))
    this.set(this.value)
  }

  private at(x: number): number {
    const { left, width } = this.bar.getBoundingClientRect()
    return this.min + ((x - left) / Math.max(1, width)) * (this.max - this.min)
  }

  /** Snaps to a step, shows it; returns whether it changed. */
  private set(raw: number): boolean {
    const { min, max, step } = this
    const decimals = Math.max(...[step, min].map((n) => (String(n).split('.')[1] ?? '').length))
    const snapped = Number((min + Math.round((raw - min) / step) * step).toFixed(decimals))
    const value = Math.min(max, Math.max(min, snapped))
    const before = this.value
    this.value = value
    const percent = max > min ? ((value - min) / (max - min)) * 100 : 0
    this.track.style.width = `${percent}%`
    this.thumb.style.left = this.handle.style.left = `${percent}%`
    this.label.textContent = String(value)
    this.el.setAttribute('aria-valuenow', String(value))
    return value !== before
  }

  private keep(): void {
    this.node.attrs?.set('value', this.value)
    mirror(this.node, 'value', this.value)
  }

  private changed(): void {
    this.keep()
    emit(this.node, 'change', { value: this.value })
  }

  private key(event: KeyboardEvent): void {
    const by =
      event.key === 'ArrowRight' || event.key === 'ArrowUp'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          ? -1
          : 0
    if (by === 0 || truthy(this.attr('disabled'))) return
    event.preventDefault()
    if (this.set(this.value + by * this.step)) this.changed()
  }

  override activate(tap: TapInfo): boolean {
    const onBar = tap.target !== this.el && tap.target.closest('.wx-slider-tap-area') !== null
    if (onBar && !truthy(this.attr('disabled')) && this.set(this.at(tap.x))) this.changed()
    return true
  }

  override formValue(): number {
    return this.value
  }
  override formReset(): void {
    if (this.set(this.min)) this.keep()
  }
}

class Progress extends Component {
  private readonly bar: HTMLElement
  private readonly inner: HTMLElement
  private readonly info: HTMLElement
  private shown = 0
  private timer = 0

  constructor(node: Made) {
    super(node)
    this.bar = part('wx-progress-bar', this.el)
    this.inner = part('wx-progress-inner-bar', this.bar)
    this.info = part('wx-progress-info', this.el)
    this.el.setAttribute('role', 'progressbar')
    markDirty(this)
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'hidden' || name.startsWith('aria-') || name === 'animation') return false
    void value
    markDirty(this)
    return true
  }

  override update(): void {
    const percent = Math.min(100, Math.max(0, toNumber(this.attr('percent'), 0)))
    const active = truthy(this.attr('active'))
    const duration = Math.abs(percent - this.shown) * toNumber(this.attr('duration'), 30)
    const from = this.attr('active-mode') === 'forwards' ? this.shown : 0
    this.bar.style.height = cssLength(this.attr('stroke-width') ?? 6)
    this.bar.style.backgroundColor = toText(this.attr('background-color'))
    this.bar.style.borderRadius = this.inner.style.borderRadius = cssLength(this.attr('border-radius') ?? 0)
    this.inner.style.backgroundColor = toText(this.attr('active-color')) || toText(this.attr('color'))
    this.info.hidden = !truthy(this.attr('show-info'))
    this.info.style.fontSize = cssLength(this.attr('font-size') ?? 16)
    this.info.textContent = `${percent}%`
    this.el.setAttribute('aria-valuenow', String(percent))
    if (percent === this.shown) return
    if (active) {
      this.inner.style.transition = 'none'
      this.inner.style.width = `${from}%`
      void this.inner.offsetWidth
    }
    this.inner.style.transition = active ? `width ${duration}ms linear` : 'none'
    this.inner.style.width = `${percent}%`
    this.shown = percent
    clearTimeout(this.timer)
    if (active) this.timer = window.setTimeout(() => emit(this.node, 'activeend', { curPercent: percent }), duration)
  }

  override released(): void {
    clearTimeout(this.timer)
  }
}

register('slider', Slider)
register('progress', Progress)
