// <button>: WeChat's looks are in button.css; here are its states and what it does in a form.

import { reflect, toText, truthy } from '../attributes'
import { formOf } from './form'
import { Component, register, type TapInfo } from './component'

class ButtonComponent extends Component {
  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.el.setAttribute('role', 'button')
    this.el.tabIndex = 0
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'type':
      case 'size':
        reflect(this.el, name, value)
        return true
      case 'plain':
      case 'loading':
        this.el.toggleAttribute(name, truthy(value))
        if (name === 'loading') reflect(this.el, 'aria-busy', truthy(value) ? 'true' : undefined)
        return true
      case 'disabled': {
        const off = truthy(value)
        this.el.toggleAttribute('disabled', off)
        reflect(this.el, 'aria-disabled', off ? 'true' : undefined)
        this.el.tabIndex = off ? -1 : 0
        return true
      }
      default:
        return false
    }
  }

  override activate(_tap: TapInfo): boolean {
    if (truthy(this.attr('disabled'))) return true
    const type = toText(this.attr('form-type'))
    const form = type === '' ? null : formOf(this.el)
    if (type === 'submit') form?.submit(this.node)
    if (type === 'reset') form?.resetAll(this.node)
    // A plain button does nothing itself: a picker or a navigator around it gets the tap.
    return type !== ''
  }
}

register('button', ButtonComponent)
