// <scroll-view>: an inner scroller with the content inside it, as in WeChat: `display: flex` on the element itself
// lays out the children only with `enable-flex`.

import { reflect, toNumber, toText, truthy } from '../attributes'
import { emit, mirrorSoon } from '../events/emit'
import { Refresher } from './refresher'
import { markDirty } from '../ops'
import { cssLength } from '../rpx'
import { trackRoom, untrackRoom } from '../scroll-room'
import { findById, scrollElement } from '../scrolling'
import { Component, part, register } from './component'
import { draggable } from './drag'

/** Milliseconds of `scroll-with-animation`. */
const ANIMATION = 300

/** Those that could not scroll as far as they were told: they try again when the window has another size. */
const short = new Set<ScrollViewComponent>()
addEventListener('resize', () => [...short].forEach((one) => one.again()))

export class ScrollViewComponent extends Component {
  readonly box: HTMLElement
  private readonly inner: HTMLElement
  /** Of an offset and a node to show, the one set last counts: a rebuilt view's offset comes last. */
  private wanted: { top?: number; left?: number; into?: string | undefined } = {}
  private aim: { left?: number; top?: number } = {}
  private last = { left: 0, top: 0 }
  private frame = 0
  private atStart = true
  private atEnd = false
  private refresher: Refresher | null = null

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.box = part('wx-scroll', this.el)
    this.inner = part('wx-scroll-content', this.box)
    node.content = this.inner
    this.box.addEventListener('scroll', () => this.scrolled(), { passive: true })
    for (const type of ['pointerdown', 'touchstart', 'wheel', 'keydown']) {
      this.box.addEventListener(type, () => short.delete(this), { passive: true })
    }
    let from = 0
    draggable(this.box, {
      mouseOnly: true,
      axis: () => 'x',
      start: () => {
        from = this.box.scrollLeft
        return truthy(this.attr('scroll-x')) && this.box.scrollWidth > this.box.clientWidth
      },
      move: (drag) => void (this.box.scrollLeft = from - drag.dx),
      end: (drag) => scrollElement(this.box, { left: this.box.scrollLeft - drag.vx * 200 }, ANIMATION),
    })
    this.methods.scrollTo = (args) => this.scrollTo(args)
    this.methods.scrollIntoView = (args) => this.scrollInto(toText(args.selector), args.animated !== false)
    this.methods.triggerRefresh = () => this.refresher?.start()
    this.methods.closeRefresh = () => this.refresher?.stop()
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'scroll-x':
      case 'scroll-y':
        this.el.toggleAttribute(name, truthy(value))
        return true
      case 'enable-flex':
      case 'paging-enabled':
        this.el.toggleAttribute(name, truthy(value))
        return true
      case 'scroll-top':
        this.wantOffset({ top: parseFloat(cssLengthPx(value)) })
        return true
      case 'scroll-left':
        this.wantOffset({ left: parseFloat(cssLengthPx(value)) })
        return true
      case 'scroll-into-view':
        if (toText(value) !== '') this.want({ into: toText(value) })
        return true
      case 'show-scrollbar':
        return true
      case 'scroll-anchoring':
        this.box.style.overflowAnchor = truthy(value) ? 'auto' : 'none'
        return true
      case 'refresher-enabled':
        if (truthy(value)) this.refresher ??= new Refresher(this.box, this.inner, this)
        this.refresher?.enable(truthy(value))
        return true
      case 'refresher-triggered':
        this.want({})
        return true
      default:
        if (name.startsWith('aria-')) reflect(this.box, name, value)
        return false
    }
  }

  private wantOffset(to: { top?: number; left?: number }): void {
    const set = (to.top ?? 0) > 0 || (to.left ?? 0) > 0
    this.want(set ? { ...to, into: undefined } : to)
  }

  private want(what: ScrollViewComponent['wanted']): void {
    Object.assign(this.wanted, what)
    markDirty(this)
  }

  override update(): void {
    const { top, left, into } = this.wanted
    this.wanted = {}
    if (into !== undefined || top !== undefined || left !== undefined) short.delete(this)
    const duration = truthy(this.attr('scroll-with-animation')) && this.el.isConnected ? ANIMATION : 0
    if (into !== undefined) this.scrollInto(into, duration > 0)
    else if (Number.isFinite(top) || Number.isFinite(left)) {
      const to: { left?: number; top?: number } = {}
      if (left !== undefined && Number.isFinite(left)) to.left = left
      if (top !== undefined && Number.isFinite(top)) to.top = top
      this.aim = to
      if (duration > 0) scrollElement(this.box, to, duration)
      else this.again()
    }
    const triggered = this.attr('refresher-triggered')
    if (triggered !== undefined) this.refresher?.trigger(truthy(triggered))
  }

  /** Scrolls to where it is told to be, as far as there is room. */
  again(): void {
    const { top, left } = this.aim
    scrollElement(this.box, this.aim, 0)
    const missed = this.box.scrollTop < (top ?? 0) - 1 || this.box.scrollLeft < (left ?? 0) - 1
    if (missed && this.box.isConnected) short.add(this)
    else short.delete(this)
  }

  private scrollTo(args: Record<string, unknown>): void {
    short.delete(this)
    const to: { left?: number; top?: number } = {}
    if (args.left !== undefined) to.left = toNumber(args.left, 0)
    if (args.top !== undefined) to.top = toNumber(args.top, 0)
    const animated = args.animated === true ? toNumber(args.duration, ANIMATION) : 0
    scrollElement(this.box, to, animated)
  }

  private scrollInto(id: string, animated: boolean): void {
    const target = findById(this.inner, id) ?? (id.startsWith('.') ? this.inner.querySelector(id) : null)
    if (!target) return
    short.delete(this)
    const from = this.box.getBoundingClientRect()
    const at = target.getBoundingClientRect()
    const offset = toNumber(this.attr('scroll-into-view-offset'), 0)
    const to: { left?: number; top?: number } = {}
    if (truthy(this.attr('scroll-x'))) to.left = this.box.scrollLeft + at.left - from.left
    if (truthy(this.attr('scroll-y'))) to.top = this.box.scrollTop + at.top - from.top + offset
    scrollElement(this.box, to, animated ? ANIMATION : 0)
  }

  private scrolled(): void {
    const { scrollLeft: left, scrollTop: top } = this.box
    mirrorSoon(this.node.id, 'scroll', { left, top })
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.tell())
  }

  /** Once a frame: `scroll`, and the thresholds when they are crossed. */
  private tell(): void {
    this.frame = 0
    const { scrollLeft, scrollTop, scrollHeight, scrollWidth, clientHeight, clientWidth } = this.box
    const deltaX = this.last.left - scrollLeft
    const deltaY = this.last.top - scrollTop
    this.last = { left: scrollLeft, top: scrollTop }
    emit(this.node, 'scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY })
    const lower = toNumber(this.attr('lower-threshold'), 50)
    const upper = toNumber(this.attr('upper-threshold'), 50)
    const vertical = truthy(this.attr('scroll-y'))
    const room = vertical ? scrollHeight - clientHeight : scrollWidth - clientWidth
    const at = vertical ? scrollTop : scrollLeft
    const moved = vertical ? deltaY : deltaX
    const atStart = at <= upper
    const atEnd = room - at <= lower
    if (atStart && !this.atStart && moved > 0) {
      emit(this.node, 'scrolltoupper', { direction: vertical ? 'top' : 'left' })
    }
    if (atEnd && !this.atEnd && moved < 0) {
      emit(this.node, 'scrolltolower', { direction: vertical ? 'bottom' : 'right' })
    }
    this.atStart = atStart
    this.atEnd = atEnd
  }

  override connected(): void {
    trackRoom(this.box)
  }

  override disconnected(): void {
    untrackRoom(this.box)
  }

  /** More content came: its end may be reached again. */
  override childrenChanged(): void {
    this.atEnd = false
  }

  override scroller(): Element {
    return this.box
  }
}

function cssLengthPx(value: unknown): string {
  const css = cssLength(value)
  return css.endsWith('vw') ? String((parseFloat(css) * innerWidth) / 100) : css
}

register('scroll-view', ScrollViewComponent)
