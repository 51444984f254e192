// Checkbox, radio, switch, their groups, and label.

import { reflect, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { nearest, nodeOf, pathFrom } from '../node'
import { findById } from '../scrolling'
import { Component, part, register, type TapInfo } from './component'

type Made = ConstructorParameters<typeof Component>[0]

/** Something that is on or off; parts carry WeChat's class names, which programs style. */
abstract class Toggle extends Component {
  protected checked = false
  protected readonly input: HTMLElement

  constructor(node: Made, name: string, role: string) {
    super(node)
    const wrapper = part(`wx-${name}-wrapper`, this.el)
    this.input = part(`wx-${name}-input`, wrapper)
    this.checkedClass = `wx-${name}-input-checked`
    node.content = wrapper
    this.el.setAttribute('role', role)
    this.el.setAttribute('aria-checked', 'false')
    this.el.tabIndex = 0
  }

  private readonly checkedClass: string

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'checked':
        this.check(truthy(value))
        return true
      case 'disabled':
        this.el.toggleAttribute('disabled', truthy(value))
        reflect(this.el, 'aria-disabled', truthy(value) ? 'true' : undefined)
        this.el.tabIndex = truthy(value) ? -1 : 0
        return true
      case 'color':
        if (CSS.supports('color', toText(value))) this.el.style.setProperty('--wx-tint', toText(value))
        else this.el.style.removeProperty('--wx-tint')
        return true
      default:
        return false
    }
  }

  get value(): string {
    return toText(this.attr('value'))
  }

  get isChecked(): boolean {
    return this.checked
  }

  check(on: boolean): void {
    this.checked = on
    this.input.classList.toggle(this.checkedClass, on)
    this.el.setAttribute('aria-checked', String(on))
  }

  /** Sets it as a person's choice: remembered for rebuilding. */
  choose(on: boolean): void {
    if (on === this.checked) return
    this.check(on)
    this.node.attrs?.set('checked', on)
    mirror(this.node, 'checked', on)
  }

  /** The inline style was rewritten: the tint is part of it. */
  override styled(): void {
    this.attribute('color', this.attr('color'))
  }

  override formReset(): void {
    this.choose(false)
  }

  protected abstract toggle(): void

  override activate(_tap: TapInfo): boolean {
    if (!truthy(this.attr('disabled'))) this.toggle()
    return true
  }
}

class CheckboxGroup extends Component {
  override formValue(): string[] {
    return members(this.el, Checkbox)
      .filter((one) => one.isChecked)
      .map((one) => one.value)
  }
  override formReset(): void {
    for (const one of members(this.el, Checkbox)) one.formReset()
  }
}

class RadioGroup extends Component {
  constructor(node: Made) {
    super(node)
    this.el.setAttribute('role', 'radiogroup')
  }
  override formValue(): string {
    return members(this.el, Radio).find((one) => one.isChecked)?.value ?? ''
  }
  override formReset(): void {
    for (const one of members(this.el, Radio)) one.formReset()
  }
}

function* componentsIn(root: Element): Generator<Component> {
  for (const el of root.querySelectorAll('*')) {
    const component = nodeOf(el)?.component
    if (component) yield component
  }
}

function members<T extends Component>(root: Element, kind: new (node: Made) => T): T[] {
  return [...componentsIn(root)].filter((one): one is T => one instanceof kind)
}

function above<T extends Component>(from: Component, kind: new (node: Made) => T): T | null {
  for (const node of pathFrom(from.node)) if (node.component instanceof kind) return node.component
  return null
}

class Checkbox extends Toggle {
  constructor(node: Made) {
    super(node, 'checkbox', 'checkbox')
  }
  protected override toggle(): void {
    this.choose(!this.checked)
    const group = above(this, CheckboxGroup)
    if (group) emit(group.node, 'change', { value: group.formValue() })
  }
}

class Radio extends Toggle {
  constructor(node: Made) {
    super(node, 'radio', 'radio')
  }
  protected override toggle(): void {
    if (this.checked) return
    const group = above(this, RadioGroup)
    if (group) for (const other of members(group.el, Radio)) if (other !== this) other.choose(false)
    this.choose(true)
    if (group) emit(group.node, 'change', { value: this.value })
  }
}

class Switch extends Toggle {
  constructor(node: Made) {
    super(node, 'switch', 'switch')
  }
  override attribute(name: string, value: unknown): boolean {
    if (name === 'type') {
      const box = value === 'checkbox'
      this.input.classList.toggle('wx-switch-as-checkbox', box)
      this.el.setAttribute('role', box ? 'checkbox' : 'switch')
      return true
    }
    return super.attribute(name, value)
  }
  protected override toggle(): void {
    this.choose(!this.checked)
    emit(this.node, 'change', { value: this.checked })
  }
  override formValue(): boolean {
    return this.checked
  }
}

/** A tap on a label is a tap on the control named by `for`, or on the first one inside. */
class Label extends Component {
  override activate(tap: TapInfo): boolean {
    const target = this.target()
    if (!target || target.el.contains(tap.target)) return false
    target.activate(tap)
    return true
  }

  private target(): Component | null {
    const id = toText(this.attr('for'))
    if (id !== '') return nearest(findById(document.body, id))?.component ?? null
    for (const one of componentsIn(this.el)) if (LABELLED.has(one.node.tag)) return one
    return null
  }
}

const LABELLED = new Set(['checkbox', 'radio', 'switch', 'button', 'input', 'textarea', 'picker'])

register('checkbox-group', CheckboxGroup)
register('radio-group', RadioGroup)
register('checkbox', Checkbox)
register('radio', Radio)
register('switch', Switch)
register('label', Label)
