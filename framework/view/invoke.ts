// Methods that logic calls on a node: the component's own, or those every element has.

import { toNumber } from './attributes'
import { observeIntersection, unobserveIntersection } from './intersection'
import { getNode, type ViewNode } from './node'
import { send } from './transport'
import { scrollElement } from './scrolling'
import { openViewer } from './viewer'

type Args = Record<string, unknown>

const COMMON: Record<string, (el: HTMLElement, args: Args, node: ViewNode) => unknown> = {
  focus: (el) => el.focus(),
  blur: (el) => el.blur(),
  scrollTo: (el, args) => {
    const to: { left?: number; top?: number } = {}
    if (args.left !== undefined) to.left = toNumber(args.left, 0)
    if (args.top !== undefined) to.top = toNumber(args.top, 0)
    scrollElement(el, to, toNumber(args.duration, 0))
  },
  scrollIntoView: (el) => el.scrollIntoView(),
  animate: (el, args) => animate(el, args),
  clearAnimation: (el) => el.getAnimations().forEach((one) => one.cancel()),
  observeIntersection: (_el, args, node) => observeIntersection(node, args),
  previewImage: (_el, args) => openViewer(args.urls, args.current),
  unobserveIntersection: (_el, args) => unobserveIntersection(toNumber(args.observer, 0)),
}

/** Key frames as WeChat's `this.animate` takes them: CSS properties, or transform functions by name. */
function animate(el: HTMLElement, args: Args): Promise<void> {
  const frames = Array.isArray(args.keyframes) ? (args.keyframes as Args[]) : []
  const animation = el.animate(frames.slice(0, 200).map(keyframe), {
    duration: toNumber(args.duration, 400),
    fill: 'forwards',
  })
  return animation.finished.then(
    () => undefined,
    () => undefined,
  )
}

const DEGREES = /^(rotate|skew)/
const PIXELS = /^translate/

function keyframe(frame: Args): Keyframe {
  const out: Record<string, string | number> = {}
  const transforms: string[] = []
  for (const [name, value] of Object.entries(frame)) {
    const list = Array.isArray(value) ? value : [value]
    if (/^(rotate|skew|scale|translate|matrix)/.test(name)) {
      const unit = DEGREES.test(name) ? 'deg' : PIXELS.test(name) ? 'px' : ''
      transforms.push(`${name}(${list.map((v) => (typeof v === 'number' ? `${v}${unit}` : String(v))).join(',')})`)
    } else if (name === 'ease') out.easing = String(value)
    else if (name === 'offset') out.offset = toNumber(value, 0)
    else if (typeof value === 'string' || typeof value === 'number') out[name] = value
  }
  if (transforms.length > 0) out.transform = transforms.join(' ')
  return out
}

function call(node: ViewNode, method: string, args: Args): unknown {
  const methods = node.component?.methods
  const own = methods && Object.prototype.hasOwnProperty.call(methods, method) ? methods[method] : undefined
  if (own) return own(args)
  if (!Object.prototype.hasOwnProperty.call(COMMON, method)) throw new Error(`${node.tag} has no method ${method}`)
  return COMMON[method]?.(node.el as HTMLElement, args, node)
}

/** Performs a call; `q` 0 asks for no answer. */
export function invoke(q: number, id: number, method: string, args: Args): void {
  const fail = (cause: unknown): void => {
    if (q !== 0) send({ t: 'invoked', q, error: cause instanceof Error ? cause.message : String(cause) })
  }
  try {
    Promise.resolve(call(getNode(id), method, args)).then((result) => {
      if (q !== 0) send({ t: 'invoked', q, result: result ?? null })
    }, fail)
  } catch (cause) {
    fail(cause)
  }
}
