// What <input> and <textarea> share: value, placeholder, cursor, focus, their events, mirroring of what is typed.

import { toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { markDirty } from '../ops'
import { inlineStyle } from '../rpx'
import { Component, part, type TapInfo } from './component'

export type Native = HTMLInputElement | HTMLTextAreaElement

/** Length that WeChat allows when `maxlength` is absent. */
const DEFAULT_MAX_LENGTH = 140

/** How long a program's answer to a keystroke may come late and still be taken for an echo of it. */
const ECHO_MS = 500

export abstract class FieldComponent extends Component {
  protected readonly field: Native
  private readonly placeholder: HTMLElement
  private lastKey = 0

  constructor(node: ConstructorParameters<typeof Component>[0], native: Native, name: string) {
    super(node)
    const wrapper = part(`wx-${name}-wrapper`, this.el)
    this.placeholder = part(`${name}-placeholder wx-placeholder`, wrapper)
    this.field = native
    native.className = `wx-${name}-field`
    native.maxLength = DEFAULT_MAX_LENGTH
    native.autocomplete = 'off'
    native.spellcheck = false
    wrapper.appendChild(native)
    native.addEventListener('input', (event) => {
      if ((event as InputEvent).isComposing) this.showPlaceholder()
      else this.typed()
    })
    native.addEventListener('compositionend', () => this.typed())
    native.addEventListener('keydown', (event) => this.key(event as KeyboardEvent))
    native.addEventListener('focus', () => {
      this.el.classList.add('wx-focused')
      emit(this.node, 'focus', { value: this.field.value, height: 0 })
    })
    native.addEventListener('blur', () => {
      this.el.classList.remove('wx-focused')
      emit(this.node, 'blur', { value: this.field.value, cursor: this.cursor(), encryptedValue: '' })
    })
    this.methods.focus = () => this.field.focus()
    this.methods.blur = () => this.field.blur()
    this.methods.setValue = (args) => {
      this.setValue(toText(args.value))
      this.keep()
      const cursor = toNumber(args.cursor, -1)
      if (cursor >= 0 && document.activeElement === this.field) this.select(cursor, cursor)
    }
  }

  protected cursor(): number {
    try {
      return this.field.selectionEnd ?? this.field.value.length
    } catch {
      return this.field.value.length
    }
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'value':
        if (this.isLateEcho(toText(value))) this.node.attrs?.set('value', this.field.value)
        else this.setValue(toText(value))
        return true
      case 'placeholder':
        this.placeholder.textContent = toText(value)
        this.field.setAttribute('aria-label', toText(value))
        return true
      case 'placeholder-style':
        this.placeholder.style.cssText = inlineStyle(toText(value))
        this.showPlaceholder()
        return true
      case 'placeholder-class':
        this.placeholder.className = this.placeholder.className.split(' ').slice(0, 2).join(' ')
        for (const one of toText(value).split(/\s+/).filter(Boolean)) {
          this.placeholder.classList.add(this.node.className(one))
        }
        return true
      case 'maxlength': {
        const max = toNumber(value, DEFAULT_MAX_LENGTH)
        if (max < 0) this.field.removeAttribute('maxlength')
        else this.field.maxLength = max
        return true
      }
      case 'disabled':
        this.field.disabled = truthy(value)
        this.el.toggleAttribute('disabled', truthy(value))
        return true
      case 'focus':
      case 'auto-focus':
      case 'cursor':
      case 'selection-start':
      case 'selection-end':
        markDirty(this)
        return true
      case 'confirm-type':
        this.field.enterKeyHint = toText(value) || 'done'
        return true
      default:
        return false
    }
  }

  private wasFocus = false

  override update(): void {
    const focus = truthy(this.attr('focus')) || truthy(this.attr('auto-focus'))
    if (focus && !this.wasFocus) this.field.focus({ preventScroll: false })
    if (!focus && this.wasFocus) this.field.blur()
    this.wasFocus = focus
    if (document.activeElement === this.field) this.placeCursor()
  }

  private placeCursor(): void {
    const cursor = toNumber(this.attr('cursor'), -1)
    const start = toNumber(this.attr('selection-start'), -1)
    const end = toNumber(this.attr('selection-end'), -1)
    if (start >= 0 && end >= 0) this.select(start, end)
    else if (cursor >= 0) this.select(cursor, cursor)
  }

  private select(start: number, end: number): void {
    try {
      this.field.setSelectionRange(start, end)
    } catch {
      // Number-like inputs have no selection in some engines.
    }
  }

  /** What is in the field is remembered for rebuilding. */
  private keep(): void {
    this.node.attrs?.set('value', this.field.value)
    mirror(this.node, 'value', this.field.value)
  }

  setValue(text: string): void {
    if (this.field.value !== text) {
      const at = document.activeElement === this.field ? this.cursor() : -1
      const wasAtEnd = at === this.field.value.length
      this.field.value = text
      if (at >= 0 && !wasAtEnd) this.select(at, at)
    }
    this.showPlaceholder()
    this.resized()
  }

  protected resized(): void {}

  private showPlaceholder(): void {
    this.placeholder.style.display = this.field.value === '' ? '' : 'none'
  }

  private typed(): void {
    this.showPlaceholder()
    this.resized()
    const value = this.field.value
    if (value === this.lastSent) return
    this.lastSent = value
    this.sent.push({ value, at: performance.now() })
    this.keep()
    emit(this.node, 'input', { value, cursor: this.cursor(), keyCode: this.lastKey })
  }

  private lastSent: string | null = null
  private sent: { value: string; at: number }[] = []

  /**
   * `value="{{x}}"` with `bindinput` sends each keystroke back. An echo of an older one, arriving while the person types
   * on, would take letters away: the echo of the last one follows. Emptying the field is never an echo.
   */
  private isLateEcho(value: string): boolean {
    const now = performance.now()
    this.sent = this.sent.filter((sent) => now - sent.at < ECHO_MS)
    const latest = this.sent.at(-1)
    if (value === '' || latest?.value !== this.field.value || value === latest.value) return false
    return this.sent.some((sent) => sent.value === value)
  }

  private key(event: KeyboardEvent): void {
    this.lastKey = event.keyCode
    this.lastSent = null
    if (event.isComposing) return
    if (event.key === 'Enter') this.enter(event)
    if (event.key === 'Escape') this.leave(event)
  }

  /** As a phone's way back first closes the keyboard. */
  private leave(event: KeyboardEvent): void {
    event.preventDefault()
    this.field.blur()
  }

  protected abstract enter(event: KeyboardEvent): void

  protected confirm(): void {
    emit(this.node, 'confirm', { value: this.field.value })
  }

  override activate(_tap: TapInfo): boolean {
    if (document.activeElement !== this.field && !this.field.disabled) this.field.focus()
    return true
  }

  override formValue(): unknown {
    return this.field.value
  }

  override formReset(): void {
    this.lastSent = null
    this.setValue('')
    this.keep()
  }
}
