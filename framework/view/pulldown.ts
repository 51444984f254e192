// Pull-down refresh of a page: three dots above it, shown by a pull at the top or by the program.

import { cancelTap } from './events/gesture'
import type { PageConfig } from './messages'
import { send } from './transport'
import { truthy } from './attributes'
import { part } from './components/component'

/** CSS pixels to pull before a release refreshes; also the height of the open bar. */
const THRESHOLD = 50

export class PullDown {
  private enabled = false
  private bar: HTMLElement | null = null
  private startY: number | null = null
  private height = 0
  private on = false

  configure(config: PageConfig): void {
    this.enabled = truthy(config.enablePullDownRefresh)
    this.on = false
    this.height = 0
    this.bar?.remove()
    this.bar = part(`wx-pulldown ${config.backgroundTextStyle === 'light' ? 'wx-light' : ''}`)
    this.bar.style.backgroundColor = config.backgroundColor ?? ''
    for (let i = 0; i < 3; i++) part('wx-dot', this.bar)
    document.body.prepend(this.bar)
  }

  install(): void {
    addEventListener('touchstart', (e) => this.begin(e.touches.length === 1 ? e.touches[0]?.clientY : undefined), {
      passive: true,
    })
    addEventListener('touchmove', (e) => this.pull(e.touches[0]?.clientY), { passive: true })
    addEventListener('touchend', () => this.end())
    addEventListener('touchcancel', () => this.end())
    addEventListener('pointerdown', (e) => e.pointerType === 'mouse' && e.button === 0 && this.begin(e.clientY))
    addEventListener('pointermove', (e) => e.pointerType === 'mouse' && this.pull(e.clientY))
    addEventListener('pointerup', (e) => e.pointerType === 'mouse' && this.end())
  }

  private begin(y: number | undefined): void {
    this.startY = this.enabled && !this.on && scrollY <= 0 && y !== undefined ? y : null
  }

  private pull(y: number | undefined): void {
    if (this.startY === null || y === undefined) return
    if (scrollY > 0) {
      this.startY = null
      return this.open(0, true)
    }
    const dy = y - this.startY
    if (dy > 10) cancelTap()
    this.open(Math.max(0, dy * 0.5), false)
  }

  private end(): void {
    if (this.startY === null) return
    this.startY = null
    if (this.height < THRESHOLD) return this.open(0, true)
    this.show()
    send({ t: 'page', event: 'pullDownRefresh', detail: {} })
  }

  show(): void {
    this.on = true
    this.bar?.classList.add('wx-playing')
    this.open(THRESHOLD, true)
  }

  hide(): void {
    this.on = false
    this.bar?.classList.remove('wx-playing')
    this.open(0, true)
  }

  private open(height: number, animated: boolean): void {
    this.height = height
    if (!this.bar) return
    this.bar.style.transition = animated ? 'height 250ms' : 'none'
    this.bar.style.height = `${height}px`
  }
}
