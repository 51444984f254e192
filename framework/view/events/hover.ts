// `hover-class`: how a view, button or navigator looks while it is pressed, after `hover-start-time`, and for
// `hover-stay-time` after the finger left (both in milliseconds).

import { toNumber, truthy } from '../attributes'
import { nearest, pathFrom, type ViewNode } from '../node'

interface Default {
  className: string
  start: number
  stay: number
}

const DEFAULTS: Record<string, Default> = {
  view: { className: 'none', start: 50, stay: 400 },
  button: { className: 'button-hover', start: 20, stay: 70 },
  navigator: { className: 'navigator-hover', start: 50, stay: 600 },
}

interface Hover {
  node: ViewNode
  names: string[]
  timer: number
  on: boolean
}

let hovers: Hover[] = []

export function hoverStart(target: Element): void {
  hoverCancel()
  for (const node of pathFrom(nearest(target))) {
    const defaults = DEFAULTS[node.tag]
    if (!defaults) continue
    const wanted = node.attrs?.get('hover-class')
    const name = wanted === undefined || wanted === '' ? defaults.className : String(wanted)
    const blocked = truthy(node.attrs?.get('disabled')) || truthy(node.attrs?.get('loading'))
    if (name !== 'none' && !(node.tag === 'button' && blocked)) begin(node, name, defaults)
    if (truthy(node.attrs?.get('hover-stop-propagation'))) break
  }
}

function begin(node: ViewNode, name: string, defaults: Default): void {
  const builtIn = name === defaults.className
  const names = name
    .split(/\s+/)
    .filter(Boolean)
    .map((one) => (builtIn ? one : node.className(one)))
  const hover: Hover = { node, names, timer: 0, on: false }
  hover.timer = window.setTimeout(
    () => turn(hover, true),
    toNumber(node.attrs?.get('hover-start-time'), defaults.start),
  )
  hovers.push(hover)
}

function turn(hover: Hover, on: boolean): void {
  hover.on = on
  const list = (hover.node.el as HTMLElement).classList
  if (on) list.add(...hover.names)
  else list.remove(...hover.names)
}

/** The finger left: classes stay for their time. A tap shorter than the start time still flashes. */
export function hoverEnd(): void {
  const ending = hovers
  hovers = []
  for (const hover of ending) {
    clearTimeout(hover.timer)
    if (!hover.on) turn(hover, true)
    const stay = toNumber(hover.node.attrs?.get('hover-stay-time'), DEFAULTS[hover.node.tag]?.stay ?? 0)
    window.setTimeout(() => turn(hover, false), stay)
  }
}

/** The press became a scroll: classes go at once. */
export function hoverCancel(): void {
  for (const hover of hovers) {
    clearTimeout(hover.timer)
    if (hover.on) turn(hover, false)
  }
  hovers = []
}
