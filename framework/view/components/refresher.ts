// Pull to refresh inside a scroll-view (`refresher-enabled`): pulling at the top moves the content down, past the
// threshold a release asks the program to refresh, which ends it by setting `refresher-triggered` to false.

import { toNumber, toText } from '../attributes'
import { emit } from '../events/emit'
import { cancelTap } from '../events/gesture'
import { roomOf } from '../scroll-room'
import { type Component, part } from './component'

export class Refresher {
  private readonly bar: HTMLElement
  private enabled = false
  private startY: number | null = null
  private pulled = 0
  private on = false
  private told = false

  constructor(
    private readonly box: HTMLElement,
    private readonly inner: HTMLElement,
    private readonly owner: Component,
  ) {
    this.bar = part('wx-refresher')
    for (let i = 0; i < 3; i++) part('wx-dot', this.bar)
    box.insertBefore(this.bar, inner)
    box.addEventListener('touchstart', (e) => this.begin(e.touches[0]?.clientY), { passive: true })
    box.addEventListener('touchmove', (e) => this.pull(e, e.touches[0]?.clientY), { passive: false })
    box.addEventListener('touchend', () => this.end())
    box.addEventListener('touchcancel', () => this.end())
    box.addEventListener('pointerdown', (e) => e.pointerType === 'mouse' && this.begin(e.clientY))
    box.addEventListener('pointermove', (e) => e.pointerType === 'mouse' && this.pull(e, e.clientY))
    for (const type of ['pointerup', 'pointerleave'] as const) {
      box.addEventListener(type, (e) => e.pointerType === 'mouse' && this.end())
    }
  }

  enable(on: boolean): void {
    this.enabled = on
    this.bar.hidden = !on || toText(this.owner.attr('refresher-default-style')) === 'none'
    this.bar.style.background = toText(this.owner.attr('refresher-background'))
  }

  /** At the top: of the page too where it is the page that scrolls. */
  private atTop(): boolean {
    return this.box.scrollTop <= 0 && (roomOf(this.box).y || (document.scrollingElement?.scrollTop ?? 0) <= 0)
  }

  private begin(y: number | undefined): void {
    this.startY = this.enabled && !this.on && y !== undefined && this.atTop() ? y : null
    this.told = false
  }

  private pull(event: Event, y: number | undefined): void {
    if (this.startY === null || y === undefined) return
    const dy = y - this.startY
    if (dy <= 0 && this.pulled === 0) return
    if (event.cancelable) event.preventDefault()
    if (dy > 10) cancelTap()
    this.move(Math.max(0, dy * 0.5), false)
    if (!this.told) emit(this.owner.node, 'refresherwillrefresh', {})
    this.told = true
    emit(this.owner.node, 'refresherpulling', { dy: this.pulled })
  }

  private end(): void {
    if (this.startY === null) return
    this.startY = null
    if (this.pulled >= toNumber(this.owner.attr('refresher-threshold'), 45)) this.start()
    else {
      if (this.pulled > 0) emit(this.owner.node, 'refresherabort', {})
      this.move(0, true)
    }
  }

  start(): void {
    this.show()
    emit(this.owner.node, 'refresherrefresh', {})
  }

  private show(): void {
    this.on = true
    this.bar.classList.add('wx-playing')
    this.move(toNumber(this.owner.attr('refresher-threshold'), 45), true)
  }

  stop(): void {
    if (this.on) emit(this.owner.node, 'refresherrestore', {})
    this.on = false
    this.bar.classList.remove('wx-playing')
    this.move(0, true)
  }

  trigger(on: boolean): void {
    if (on && !this.on) this.show()
    if (!on && this.on) this.stop()
  }

  private move(y: number, animated: boolean): void {
    this.pulled = y
    for (const el of [this.inner, this.bar]) {
      el.style.transition = animated ? 'transform 200ms' : 'none'
      el.style.transform = y === 0 ? '' : `translateY(${y}px)`
    }
  }
}
