// <swiper>: slides one of its <swiper-item>s at a time. Positions are in items, fractional while it moves; the frame is
// shifted by a CSS transition, the items stand in slots (swiper-math.ts).

import { toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { markDirty } from '../ops'
import { nodeOf } from '../node'
import { cssLength } from '../rpx'
import { Component, part, register } from './component'
import { draggable } from './drag'
import { EASINGS, rubber, restingIndex, slotOf, targetOf, wrap } from './swiper-math'

type Source = '' | 'autoplay' | 'touch'

export class SwiperComponent extends Component {
  private readonly slides: HTMLElement
  private readonly frame: HTMLElement
  private readonly dots: HTMLElement
  private items: HTMLElement[] = []
  /** Item shown, or on its way to be. */
  private current = 0
  private position = 0
  private dragFrom: number | null = null
  private timer = 0
  private settled = 0
  private shown = true
  private wanted: number | null = null

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    const wrapper = part('wx-swiper-wrapper', this.el)
    this.slides = part('wx-swiper-slides', wrapper)
    this.frame = part('wx-swiper-slide-frame', this.slides)
    this.dots = part('wx-swiper-dots', wrapper)
    node.content = this.frame
    this.el.setAttribute('aria-roledescription', 'carousel')
    draggable(wrapper, {
      axis: () => (this.vertical ? 'y' : 'x'),
      start: () => !truthy(this.attr('disable-touch')) && this.items.length > 0,
      move: (drag) => {
        if (this.dragFrom === null) this.grab()
        const moved = (this.vertical ? drag.dy : drag.dx) / this.itemSize()
        const raw = (this.dragFrom ?? 0) - moved
        this.show(this.circular ? raw : rubber(raw, this.last), 0)
        emit(this.node, 'transition', {
          dx: this.vertical ? 0 : -drag.dx,
          dy: this.vertical ? -drag.dy : 0,
          source: 'touch',
        })
      },
      end: (drag, cancelled) => {
        const from = this.dragFrom ?? this.current
        this.dragFrom = null
        const velocity = cancelled ? 0 : this.vertical ? drag.vy : drag.vx
        const to = restingIndex(from, this.position, velocity, this.last, this.circular)
        this.go(to, 'touch', true)
        this.schedule()
      },
    })
    this.methods.swipeTo = (args) => this.goIndex(toNumber(args.index, 0), '', true)
  }

  private get vertical(): boolean {
    return truthy(this.attr('vertical'))
  }
  private get displayed(): number {
    return Math.max(1, Math.floor(toNumber(this.attr('display-multiple-items'), 1)))
  }
  private get circular(): boolean {
    return truthy(this.attr('circular')) && this.items.length > this.displayed
  }
  private get last(): number {
    return Math.max(0, this.items.length - this.displayed)
  }
  private itemSize(): number {
    const size = this.vertical ? this.slides.clientHeight : this.slides.clientWidth
    return Math.max(1, size / this.displayed)
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'current':
        this.wanted = toNumber(value, 0)
        break
      case 'current-item-id': {
        this.readItems()
        const at = this.items.findIndex((el) => nodeOf(el)?.attrs?.get('item-id') === value)
        if (at >= 0) this.wanted = at
        break
      }
      case 'vertical':
        this.el.toggleAttribute('vertical', truthy(value))
        break
      case 'indicator-dots':
      case 'indicator-color':
      case 'indicator-active-color':
      case 'autoplay':
      case 'interval':
      case 'circular':
      case 'display-multiple-items':
      case 'previous-margin':
      case 'next-margin':
      case 'duration':
        break
      default:
        return false
    }
    markDirty(this)
    return true
  }

  override childrenChanged(): void {
    markDirty(this)
  }

  private readItems(): void {
    this.items = Array.from(this.frame.children).filter((el) => el.tagName === 'WX-SWIPER-ITEM') as HTMLElement[]
  }

  override update(): void {
    const before = this.items.length
    this.readItems()
    const lead = cssLength(this.attr('previous-margin') ?? 0)
    const trail = cssLength(this.attr('next-margin') ?? 0)
    this.slides.style.inset = this.vertical ? `${lead} 0 ${trail} 0` : `0 ${trail} 0 ${lead}`
    for (const el of this.items) {
      const share = `${100 / this.displayed}%`
      el.style.width = this.vertical ? '100%' : share
      el.style.height = this.vertical ? share : '100%'
    }
    const wanted = this.wanted
    if (wanted !== null && this.items.length > 0) {
      this.wanted = null
      const index = Math.min(Math.max(0, Math.floor(wanted)), this.items.length - 1)
      if (before === 0) this.jump(index)
      else if (index !== this.current) this.goIndex(index, '', true)
    } else if (this.items.length > 0 && this.current > this.items.length - 1) {
      this.jump(this.items.length - 1)
    } else if (this.dragFrom === null && !this.moving) {
      this.show(this.current, 0)
    }
    this.drawDots()
    this.schedule()
  }

  private jump(index: number): void {
    this.current = index
    this.show(index, 0)
  }

  private moving = false

  private grab(): void {
    clearTimeout(this.timer)
    clearTimeout(this.settled)
    this.moving = false
    const shift = new DOMMatrixReadOnly(getComputedStyle(this.frame).transform)
    this.dragFrom = -(this.vertical ? shift.m42 : shift.m41) / this.itemSize()
  }

  /** Places the items around the way from here to `position`, then shifts the frame in `duration` ms. */
  private show(position: number, duration: number): void {
    const count = this.items.length
    const center = (this.position + position) / 2 + (this.displayed - 1) / 2
    this.items.forEach((el, i) => {
      const slot = slotOf(i, count, duration > 0 ? center : position + (this.displayed - 1) / 2, this.circular)
      el.style.transform = this.vertical ? `translate(0, ${slot * 100}%)` : `translate(${slot * 100}%, 0)`
    })
    const style = this.frame.style
    const easing = EASINGS[toText(this.attr('easing-function'))] ?? 'cubic-bezier(0.25, 0.1, 0.25, 1)'
    style.transition = duration > 0 ? `transform ${duration}ms ${easing}` : 'none'
    const percent = (-position * 100) / this.displayed
    style.transform = this.vertical ? `translate(0, ${percent}%)` : `translate(${percent}%, 0)`
    this.position = position
  }

  private goIndex(index: number, source: Source, animated: boolean): void {
    const here = this.moving ? Math.round(this.position) : this.position
    this.go(targetOf(here, index, this.items.length, this.circular), source, animated)
  }

  private go(position: number, source: Source, animated: boolean): void {
    const count = this.items.length
    if (count === 0) return
    const index = Math.round(wrap(position, count)) % count
    const duration = animated && this.el.isConnected ? Math.max(0, toNumber(this.attr('duration'), 500)) : 0
    clearTimeout(this.settled)
    if (this.moving) this.position = wrap(this.position - position, count) === 0 ? position : this.position
    this.moving = duration > 0
    this.show(position, duration)
    if (index !== this.current) {
      this.current = index
      this.node.attrs?.set('current', index)
      const itemId = nodeOf(this.items[index] ?? null)?.attrs?.get('item-id') ?? ''
      if (source !== '') mirror(this.node, 'current', index)
      emit(this.node, 'change', { current: index, currentItemId: itemId, source })
    }
    this.drawDots()
    this.settled = window.setTimeout(() => this.rest(source), duration + 20)
  }

  private rest(source: Source): void {
    this.moving = false
    this.position = this.current
    this.show(this.current, 0)
    const itemId = nodeOf(this.items[this.current] ?? null)?.attrs?.get('item-id') ?? ''
    emit(this.node, 'animationfinish', { current: this.current, currentItemId: itemId, source })
  }

  private drawDots(): void {
    const count = truthy(this.attr('indicator-dots')) ? this.items.length : 0
    while (this.dots.childElementCount > count) this.dots.lastElementChild?.remove()
    while (this.dots.childElementCount < count) part('wx-swiper-dot', this.dots)
    const idle = toText(this.attr('indicator-color')) || 'rgba(0, 0, 0, .3)'
    const active = toText(this.attr('indicator-active-color')) || '#000000'
    Array.from(this.dots.children).forEach((dot, i) => {
      const on = i >= this.current && i < this.current + this.displayed
      dot.classList.toggle('wx-swiper-dot-active', on)
      ;(dot as HTMLElement).style.backgroundColor = on ? active : idle
    })
  }

  private schedule(): void {
    clearTimeout(this.timer)
    if (!truthy(this.attr('autoplay')) || !this.shown || !this.el.isConnected || this.items.length < 2) return
    const interval = Math.max(50, toNumber(this.attr('interval'), 5000))
    this.timer = window.setTimeout(() => {
      if (this.dragFrom === null) {
        const next = this.current + 1
        if (this.circular) this.go(next, 'autoplay', true)
        else this.goIndex(next > this.last ? 0 : next, 'autoplay', true)
      }
      this.schedule()
    }, interval)
  }

  override connected(): void {
    markDirty(this)
  }
  override disconnected(): void {
    clearTimeout(this.timer)
  }
  override released(): void {
    clearTimeout(this.timer)
    clearTimeout(this.settled)
  }
  override active(on: boolean): void {
    this.shown = on
    this.schedule()
  }
}

register('swiper', SwiperComponent)
