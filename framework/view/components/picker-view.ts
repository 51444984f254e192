// <picker-view>: columns that turn like wheels. Each column is a scroller that snaps to its items; dragging by mouse is
// added, because desktops have no touch.

import { toText } from '../attributes'
import { emit, mirror } from '../events/emit'
import { markDirty } from '../ops'
import { nodeOf } from '../node'
import { inlineStyle } from '../rpx'
import { onScrollEnd, scrollElement } from '../scrolling'
import { Component, part, register } from './component'

type Made = ConstructorParameters<typeof Component>[0]

/** Height of an item where no `indicator-style` says otherwise. */
export const ITEM_HEIGHT = 34

/** One wheel: `box` scrolls, `list` holds the items, each `itemHeight` high. */
export class Wheel {
  readonly box = part('wx-wheel')
  readonly list = part('wx-wheel-list', this.box)
  itemHeight = ITEM_HEIGHT
  /** Index that it rests at, or is told to. */
  index = 0
  private held = false

  constructor(
    private readonly chosen: (index: number) => void,
    private readonly rested: () => void = () => undefined,
  ) {
    onScrollEnd(this.box, () => this.settled())
    this.box.addEventListener('pointerdown', (e) => this.grab(e))
    this.box.tabIndex = 0
    this.box.setAttribute('role', 'listbox')
    this.box.addEventListener('keydown', (e) => {
      const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
      if (by === 0) return
      e.preventDefault()
      this.turn(this.at() + by, 150)
    })
  }

  private at(): number {
    return Math.round(this.box.scrollTop / this.itemHeight)
  }

  turn(index: number, duration = 0): void {
    const last = Math.max(0, this.list.childElementCount - 1)
    const to = Math.min(last, Math.max(0, index))
    if (duration === 0) this.index = to
    this.box.style.scrollSnapType = duration > 0 ? 'none' : ''
    scrollElement(this.box, { top: to * this.itemHeight }, duration)
  }

  private settled(): void {
    if (this.held || !this.box.isConnected) return
    this.box.style.scrollSnapType = ''
    const index = Math.min(this.at(), Math.max(0, this.list.childElementCount - 1))
    const changed = index !== this.index
    this.index = index
    if (changed) this.chosen(index)
    this.rested()
  }

  private grab(down: PointerEvent): void {
    if (down.pointerType !== 'mouse' || down.button !== 0) return
    const from = this.box.scrollTop
    let moved = false
    this.held = true
    const move = (e: PointerEvent): void => {
      if (!moved && Math.abs(e.clientY - down.clientY) < 4) return
      moved = true
      this.box.style.scrollSnapType = 'none'
      this.box.scrollTop = from + down.clientY - e.clientY
    }
    const up = (e: PointerEvent): void => {
      this.held = false
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      const { top, height } = this.box.getBoundingClientRect()
      const clicked = Math.floor((e.clientY - top - (height - this.itemHeight) / 2) / this.itemHeight)
      this.turn(this.at() + (moved ? 0 : clicked), 150)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
  }
}

class PickerViewColumn extends Component {
  readonly wheel: Wheel

  constructor(node: Made) {
    super(node)
    this.wheel = new Wheel(
      () => this.owner()?.turned(),
      () => this.owner()?.rested(),
    )
    this.wheel.box.addEventListener('pointerdown', () => this.owner()?.began())
    this.el.appendChild(this.wheel.box)
    node.content = this.wheel.list
  }

  private owner(): PickerView | null {
    const component = nodeOf(this.el.parentElement?.closest('wx-picker-view') ?? null)?.component
    return component instanceof PickerView ? component : null
  }

  override childrenChanged(): void {
    const owner = this.owner()
    if (owner) markDirty(owner)
  }
}

class PickerView extends Component {
  private readonly columns: HTMLElement
  private readonly indicator: HTMLElement
  private readonly mask: HTMLElement
  private value: number[] = []
  private turning = false

  constructor(node: Made) {
    super(node)
    this.columns = part('wx-picker-view-columns', this.el)
    this.mask = part('wx-picker-view-mask', this.el)
    this.indicator = part('wx-picker-view-indicator', this.el)
    node.content = this.columns
  }

  private wheels(): Wheel[] {
    return Array.from(this.columns.children)
      .map((el) => nodeOf(el)?.component)
      .filter((one): one is PickerViewColumn => one instanceof PickerViewColumn)
      .map((one) => one.wheel)
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'value':
        this.value = Array.isArray(value) ? value.map(Number) : []
        break
      case 'indicator-style':
        this.indicator.style.cssText = inlineStyle(toText(value))
        break
      case 'indicator-class':
      case 'mask-class': {
        const el = name === 'mask-class' ? this.mask : this.indicator
        el.className = name === 'mask-class' ? 'wx-picker-view-mask' : 'wx-picker-view-indicator'
        el.classList.add(
          ...toText(value)
            .split(/\s+/)
            .filter(Boolean)
            .map((one) => this.node.className(one)),
        )
        break
      }
      case 'mask-style':
        this.mask.style.cssText = inlineStyle(toText(value))
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
  override connected(): void {
    markDirty(this)
  }
  override styled(): void {
    markDirty(this)
  }

  override update(): void {
    if (!this.el.isConnected) return
    const height = this.indicator.offsetHeight || ITEM_HEIGHT
    this.el.style.setProperty('--wx-item', `${height}px`)
    this.wheels().forEach((wheel, i) => {
      wheel.itemHeight = height
      wheel.turn(this.value[i] ?? 0)
    })
  }

  /** Keys turn it without a press: that is a start too, and ends with `pickend` as before. */
  turned(): void {
    this.began()
    this.keep(this.wheels().map((wheel) => wheel.index))
    emit(this.node, 'change', { value: this.value })
  }

  private keep(value: number[]): void {
    this.value = value
    this.node.attrs?.set('value', value)
    mirror(this.node, 'value', value)
  }

  began(): void {
    if (!this.turning) emit(this.node, 'pickstart', {})
    this.turning = true
  }

  rested(): void {
    if (this.turning) emit(this.node, 'pickend', {})
    this.turning = false
  }

  override formValue(): number[] {
    return this.value
  }
  override formReset(): void {
    this.keep(this.wheels().map(() => 0))
    this.update()
  }
}

register('picker-view', PickerView)
register('picker-view-column', PickerViewColumn)
