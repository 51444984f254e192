// What a built-in component is: an object beside its custom element `<wx-name>`, told of attributes, children and taps.
// Components live in the light DOM, so that the program's style sheets reach their parts, as in WeChat.

import type builtIn from '../../built-in-tags.json'
import type { ViewNode } from '../node'
import { componentOf } from '../node'

export class Component {
  readonly el: HTMLElement

  constructor(readonly node: ViewNode) {
    this.el = node.el as HTMLElement
  }

  /** An attribute was set, or removed (`undefined`). True: dealt with, nothing generic is to be done. */
  attribute(_name: string, _value: unknown): boolean | void {}
  /** Once at the end of a batch, after `markDirty`. */
  update(): void {}
  /** A child node came, went or changed its text. */
  childrenChanged(): void {}
  /** The element's inline style or classes were rewritten. */
  styled(): void {}
  listening(_event: string, _on: boolean): void {}
  connected(): void {}
  disconnected(): void {}
  released(): void {}
  /** The page is hidden (`false`) or shown again. */
  active(_on: boolean): void {}

  /** The default action of a tap at or below this element. True ends the search for one further up. */
  activate(_tap: TapInfo): boolean {
    return false
  }

  /** What a label's tap does; most often the same as a tap on the component itself. */
  activateFromLabel(tap: TapInfo): void {
    this.activate(tap)
  }

  /** The element whose scroll offset stands for this component's. */
  scroller(): Element | null {
    return null
  }

  /** Value of a form field; `undefined`: not a field. */
  formValue(): unknown {
    return undefined
  }
  /** A form was reset: WeChat empties its fields, whatever they began with. */
  formReset(): void {}

  /** Methods that logic may `invoke`, beyond those every node has. */
  readonly methods: Record<string, (args: Record<string, unknown>) => unknown> = {}

  attr(name: string): unknown {
    return this.node.attrs?.get(name)
  }
}

export interface TapInfo {
  x: number
  y: number
  /** DOM node that was hit. */
  target: Element
}

type Maker = new (node: ViewNode) => Component

const makers = new Map<string, Maker>()

/** What logic takes for built in, when a program calls a component of its own the same. */
export type BuiltInTag = keyof typeof builtIn

/** Registers a built-in by its name in templates, and defines its custom element. */
export function register(tag: BuiltInTag, maker: Maker): void {
  makers.set(tag, maker)
  const name = `wx-${tag}`
  // A plain element is cheaper, and does for what need not know where it is.
  const { connected, disconnected } = maker.prototype
  if (connected === Component.prototype.connected && disconnected === Component.prototype.disconnected) return
  if (customElements.get(name)) return
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback(): void {
        componentOf(this)?.connected()
      }
      disconnectedCallback(): void {
        componentOf(this)?.disconnected()
      }
    },
  )
}

export function isBuiltIn(tag: string): boolean {
  return makers.has(tag)
}

export function createComponent(node: ViewNode): Component | null {
  const maker = makers.get(node.tag)
  return maker ? new maker(node) : null
}

/** An internal part of a component: `<div class="...">`. */
export function part(className: string, parent?: Node, tag = 'div'): HTMLElement {
  const el = document.createElement(tag)
  el.className = className
  parent?.appendChild(el)
  return el
}
