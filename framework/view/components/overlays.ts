// <modal>, <toast>, <loading> and <action-sheet>: what WeChat's first programs asked and told with, before there were
// `wx.showModal` and the others. Its documents have dropped them, its clients and old programs have not.

import { toNumber, toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { english } from '../language'
import { markDirty } from '../ops'
import { Component, part, register, type TapInfo } from './component'
import { signOf } from './icon'

type Made = ConstructorParameters<typeof Component>[0]

/** Those that are open and can be left, the last one in front. */
const open: Overlay[] = []

// Not in the capture phase: a field and a picker's sheet come first.
addEventListener('keydown', (event) => {
  const front = open[open.length - 1]
  if (event.key !== 'Escape' || !front || event.isComposing || event.defaultPrevented) return
  // Handled: a shell takes what no page wanted for the way back.
  event.preventDefault()
  front.leave()
})

/** Something above the page, with a mask, that is there while it is not `hidden`. */
abstract class Overlay extends Component {
  protected readonly mask: HTMLElement
  protected readonly box: HTMLElement
  private shown = false

  constructor(node: Made, name: string) {
    super(node)
    // An attribute, not a class: the program rewrites classes.
    this.el.setAttribute('overlay', '')
    this.mask = part(`wx-${name}-mask`, this.el)
    this.box = part(name === 'modal' ? 'wx-modal-dialog' : `wx-${name}`, this.el)
    for (const type of ['touchmove', 'wheel']) {
      this.mask.addEventListener(type, (event) => event.preventDefault(), { passive: false })
    }
    markDirty(this)
  }

  /** Whether it is hidden when the program does not say. */
  protected readonly hiddenByDefault: boolean = false
  /** What a person does to be rid of it; nothing: only the program takes it away. */
  leave(): void {}
  protected changed(_shown: boolean): void {}
  protected readonly canBeLeft: boolean = false

  override attribute(name: string, _value: unknown): boolean {
    if (name !== 'hidden') return false
    markDirty(this)
    return true
  }

  override connected(): void {
    markDirty(this)
  }

  override disconnected(): void {
    this.show(false)
  }

  override released(): void {
    this.show(false)
  }

  override update(): void {
    const hidden = this.attr('hidden')
    this.show(this.el.isConnected && !(hidden === undefined ? this.hiddenByDefault : truthy(hidden)))
  }

  private show(on: boolean): void {
    if (on === this.shown) return
    this.shown = on
    this.el.toggleAttribute('open', on)
    const at = open.indexOf(this)
    if (at >= 0) open.splice(at, 1)
    if (on && this.canBeLeft) open.push(this)
    this.changed(on)
  }
}

const WORDS = { zh: ['取消', '确定'], en: ['Cancel', 'OK'] } as const

class Modal extends Overlay {
  protected override readonly canBeLeft = true
  private readonly title: HTMLElement
  private readonly cancel: HTMLElement
  private readonly confirm: HTMLElement

  constructor(node: Made) {
    super(node, 'modal')
    this.box.setAttribute('role', 'dialog')
    this.box.setAttribute('aria-modal', 'true')
    this.title = part('wx-modal-dialog-hd', this.box)
    node.content = part('wx-modal-dialog-bd', this.box)
    const foot = part('wx-modal-dialog-ft', this.box)
    this.cancel = control('wx-modal-btn-default', foot)
    this.confirm = control('wx-modal-btn-primary', foot)
  }

  override attribute(name: string, value: unknown): boolean {
    if (!['title', 'no-cancel', 'confirm-text', 'cancel-text'].includes(name)) return super.attribute(name, value)
    markDirty(this)
    return true
  }

  override update(): void {
    const words = english() ? WORDS.en : WORDS.zh
    this.title.textContent = toText(this.attr('title'))
    this.cancel.textContent = toText(this.attr('cancel-text')) || words[0]
    this.confirm.textContent = toText(this.attr('confirm-text')) || words[1]
    this.cancel.hidden = truthy(this.attr('no-cancel'))
    super.update()
  }

  override leave(): void {
    emit(this.node, 'cancel', {})
  }

  override activate({ target }: TapInfo): boolean {
    if (this.confirm.contains(target)) emit(this.node, 'confirm', {})
    else if (this.cancel.contains(target) || this.mask.contains(target)) this.leave()
    return true
  }
}

/** Milliseconds until a toast says that its time is over. */
const TOAST_MS = 1500

class Toast extends Overlay {
  private readonly sign = part('wx-toast-icon', this.box)
  private timer = 0

  constructor(node: Made) {
    super(node, 'toast')
    this.box.setAttribute('role', 'status')
    node.content = part('wx-toast-content', this.box)
  }

  override attribute(name: string, value: unknown): boolean {
    if (name !== 'icon' && name !== 'duration' && name !== 'mask') return super.attribute(name, value)
    markDirty(this)
    if (name === 'duration' && this.timer !== 0) this.changed(true)
    return true
  }

  override update(): void {
    const icon = toText(this.attr('icon')) || 'success_no_circle'
    this.sign.replaceChildren(signOf(icon, '#fff'))
    super.update()
  }

  /** Its end is the program's to make, by `hidden` in the handler of `change`. */
  protected override changed(shown: boolean): void {
    clearTimeout(this.timer)
    this.timer = 0
    const duration = toNumber(this.attr('duration'), TOAST_MS)
    if (!shown || duration <= 0) return
    this.timer = window.setTimeout(() => {
      this.timer = 0
      emit(this.node, 'change', { value: false })
    }, duration)
  }
}

class Loading extends Overlay {
  constructor(node: Made) {
    super(node, 'loading')
    this.box.setAttribute('role', 'status')
    part('wx-loading-icon', this.box)
    node.content = part('wx-loading-content', this.box)
  }
}

class ActionSheet extends Overlay {
  protected override readonly canBeLeft = true
  protected override readonly hiddenByDefault = true

  constructor(node: Made) {
    super(node, 'action-sheet')
    this.box.setAttribute('role', 'menu')
    node.content = part('wx-action-sheet-menu', this.box)
  }

  override leave(): void {
    emit(this.node, 'change', {})
  }

  override activate({ target }: TapInfo): boolean {
    const cancel = target.closest('.wx-action-sheet-cancel')
    if (this.mask.contains(target) || (cancel && this.box.contains(cancel))) this.leave()
    return true
  }
}

class ActionSheetCancel extends Component {
  constructor(node: Made) {
    super(node)
    part('wx-action-sheet-middle', this.el)
    node.content = part('wx-action-sheet-cancel', this.el)
  }
}

function control(name: string, parent: HTMLElement): HTMLElement {
  const el = part(name, parent)
  el.setAttribute('role', 'button')
  el.tabIndex = 0
  return el
}

register('modal', Modal)
register('toast', Toast)
register('loading', Loading)
register('action-sheet', ActionSheet)
register('action-sheet-cancel', ActionSheetCancel)
