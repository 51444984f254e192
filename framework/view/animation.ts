// The `animation` attribute: what `wx.createAnimation().export()` returns, played step after step by CSS transitions.

import { cssLength, rpxToVw } from './rpx'

interface Animate {
  type: string
  args: unknown[]
}
interface Step {
  animates?: Animate[]
  option?: StepOption & { transition?: StepOption; transformOrigin?: string }
}
interface StepOption {
  duration?: number
  delay?: number
  timingFunction?: string
  transformOrigin?: string
}

const ANGLES = new Set(['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'])
const LENGTHS = new Set(['translate', 'translateX', 'translateY', 'translateZ', 'translate3d'])
const OTHERS = new Set(['scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d'])
const STYLES = new Set([
  'opacity',
  'backgroundColor',
  'background-color',
  'width',
  'height',
  'top',
  'left',
  'bottom',
  'right',
])
/** Steps of one animation; a loop of a program makes new exports, not longer ones. */
const MAX_STEPS = 200

/** One transform function as CSS, or null for something that is none. */
export function transformOf({ type, args }: Animate): string | null {
  const list = Array.isArray(args) ? args.flat() : []
  if (type === 'rotate3d') {
    const [x = 0, y = 0, z = 0, a = 0] = list.map(Number)
    return `rotate3d(${x}, ${y}, ${z}, ${a}deg)`
  }
  if (ANGLES.has(type)) return `${type}(${list.map((a) => `${Number(a)}deg`).join(', ')})`
  if (LENGTHS.has(type)) return `${type}(${list.map(cssLength).join(', ')})`
  if (OTHERS.has(type)) return `${type}(${list.map(Number).join(', ')})`
  return null
}

const playing = new WeakMap<HTMLElement, number>()

export function playAnimation(el: HTMLElement, value: unknown): void {
  const timer = playing.get(el)
  if (timer !== undefined) clearTimeout(timer)
  playing.delete(el)
  const steps = Array.isArray(value) ? value : (value as { actions?: unknown } | undefined)?.actions
  if (!Array.isArray(steps) || steps.length === 0) return
  run(el, steps.slice(0, MAX_STEPS) as Step[], 0)
}

function run(el: HTMLElement, steps: Step[], at: number): void {
  const step = steps[at]
  if (!step) return
  const option = step.option ?? {}
  const timing = option.transition ?? option
  const duration = Math.max(0, Number(timing.duration ?? 400) || 0)
  const delay = Math.max(0, Number(timing.delay ?? 0) || 0)
  // The style that it starts from has to be computed, or nothing would move.
  if (at === 0) void el.offsetWidth
  el.style.transition = `all ${duration}ms ${timing.timingFunction ?? 'linear'} ${delay}ms`
  el.style.transformOrigin = option.transformOrigin ?? timing.transformOrigin ?? '50% 50% 0'
  const transforms: string[] = []
  for (const animate of step.animates ?? []) {
    const transform = transformOf(animate)
    if (transform !== null) transforms.push(transform)
    else if (animate.type === 'style') setStyle(el, String(animate.args[0]), animate.args[1])
    else setStyle(el, animate.type, Array.isArray(animate.args) ? animate.args[0] : animate.args)
  }
  el.style.transform = transforms.join(' ')
  playing.set(
    el,
    window.setTimeout(() => run(el, steps, at + 1), duration + delay),
  )
}

function setStyle(el: HTMLElement, name: string, value: unknown): void {
  if (!STYLES.has(name)) return
  const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const plain = property === 'opacity' || property === 'background-color'
  el.style.setProperty(property, plain ? rpxToVw(String(value)) : cssLength(value))
}
