// <input>: one line. `type` chooses the keyboard, never a native control with a look of its own.

import { toText, truthy } from '../attributes'
import { register } from './component'
import { FieldComponent } from './field'

const INPUT_MODES: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' }

class InputComponent extends FieldComponent {
  constructor(node: ConstructorParameters<typeof FieldComponent>[0]) {
    super(node, document.createElement('input'), 'input')
    this.field.enterKeyHint = 'done'
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'type' || name === 'password') {
      const type = toText(this.attr('type'))
      const field = this.field as HTMLInputElement
      field.type = truthy(this.attr('password')) || type === 'safe-password' ? 'password' : 'text'
      field.inputMode = INPUT_MODES[type] ?? 'text'
      return true
    }
    return super.attribute(name, value)
  }

  protected override enter(event: KeyboardEvent): void {
    event.preventDefault()
    this.confirm()
    if (!truthy(this.attr('confirm-hold'))) this.field.blur()
  }
}

register('input', InputComponent)
