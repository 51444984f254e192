// <form>: gathers the named fields below it when a button of form-type `submit` is tapped, resets them on `reset`.

import { toText, truthy } from '../attributes'
import { emit, offsetOf } from '../events/emit'
import { nodeOf, parentOf, type ViewNode } from '../node'
import { Component, register } from './component'

export class FormComponent extends Component {
  submit(button: ViewNode): void {
    const value: Record<string, unknown> = {}
    for (const field of fieldsIn(this.el)) {
      const name = toText(field.attr('name'))
      if (name !== '')
        Object.defineProperty(value, name, {
          value: field.formValue(),
          enumerable: true,
          writable: true,
          configurable: true,
        })
    }
    const detail: Record<string, unknown> = { value, target: describe(button) }
    if (truthy(this.attr('report-submit'))) detail.formId = 'requestFormId:fail not supported'
    emit(this.node, 'submit', detail, { always: true })
  }

  resetAll(button: ViewNode): void {
    for (const field of fieldsIn(this.el)) field.formReset()
    emit(this.node, 'reset', { target: describe(button) }, { always: true })
  }
}

function describe(node: ViewNode): unknown {
  const { left, top } = offsetOf(node)
  return { id: node.programId, dataset: node.data ?? {}, offsetLeft: left, offsetTop: top }
}

function* fieldsIn(root: Element): Generator<Component> {
  for (const el of root.querySelectorAll('*')) {
    const component = nodeOf(el)?.component
    if (component && component.formValue() !== undefined) yield component
  }
}

export function formOf(el: Element): FormComponent | null {
  for (let at: Node | null = el; at; at = parentOf(at)) {
    const component = nodeOf(at)?.component
    if (component instanceof FormComponent) return component
  }
  return null
}

register('form', FormComponent)
