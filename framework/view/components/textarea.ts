// <textarea>: many lines, 300 x 150 px by default, growing with its text when `auto-height`.

import { toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { register } from './component'
import { FieldComponent } from './field'

class TextareaComponent extends FieldComponent {
  private lines = 0

  constructor(node: ConstructorParameters<typeof FieldComponent>[0]) {
    super(node, document.createElement('textarea'), 'textarea')
    ;(this.field as HTMLTextAreaElement).rows = 1
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'auto-height') {
      this.el.toggleAttribute('auto-height', truthy(value))
      this.resized()
      return true
    }
    return super.attribute(name, value)
  }

  override connected(): void {
    this.resized()
  }

  override styled(): void {
    this.resized()
  }

  protected override resized(): void {
    if (!this.el.isConnected) return
    const field = this.field
    if (truthy(this.attr('auto-height'))) {
      field.style.height = 'auto'
      field.style.height = `${field.scrollHeight}px`
    } else {
      field.style.height = ''
    }
    if (!this.node.listensTo('linechange')) return
    const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 20
    const lines = Math.max(1, Math.round(field.scrollHeight / lineHeight))
    if (lines === this.lines) return
    this.lines = lines
    emit(this.node, 'linechange', {
      height: field.scrollHeight,
      heightRpx: (field.scrollHeight * 750) / innerWidth,
      lineCount: lines,
    })
  }

  protected override enter(event: KeyboardEvent): void {
    const type = toText(this.attr('confirm-type'))
    if (type === '' || type === 'return') return
    event.preventDefault()
    this.confirm()
    if (!truthy(this.attr('confirm-hold'))) this.field.blur()
  }
}

register('textarea', TextareaComponent)
