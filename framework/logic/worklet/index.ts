// wx.worklet. In WeChat a renderer of its own (Skyline) runs worklets beside the page; on pages that a web view draws, it has
// the object and no such thread. Here they run in logic (docs/adr/0029): values move, styles follow them.
// https://developers.weixin.qq.com/miniprogram/dev/api/ui/worklet/wx.worklet.html

import { native } from '../native'
import { safely } from '../faults'
import { later } from '../wx/calls'
import { Easing } from './easing'
import { decay, delay, repeat, sequence, spring, timing } from './motion'
import { DerivedValue, SharedValue } from './shared'

function mustBeFunction(name: string, given: unknown): void {
  if (typeof given === 'function') return
  const is = given === null ? 'Null' : typeof given
  throw new TypeError(`${name}:fail parameter error: parameter should be Function instead of ${is}`)
}

/** A function that runs the given one on the other thread: after this turn, and without a result. */
function elsewhere(name: string): (fn: unknown) => (...args: unknown[]) => void {
  return (fn) => {
    mustBeFunction(name, fn)
    return function (this: unknown, ...args: unknown[]) {
      later(() => safely('Handler', () => (fn as (...args: unknown[]) => unknown).apply(this, args)))
    }
  }
}

/** A scroll-view's context, from `node` of a query, perhaps inside a shared value. */
function scrollTo(given: any, options: unknown): void {
  const context = given instanceof SharedValue ? (given.value as any) : given
  if (typeof context?.scrollTo === 'function') context.scrollTo(options)
  else native.log(3, 'scrollViewContext.scrollTo takes the node of a scroll-view')
}

export const worklet = {
  shared: (initial?: unknown) => new SharedValue(initial),
  derived: (updater: unknown) => {
    mustBeFunction('derived', updater)
    return new DerivedValue(updater as () => unknown)
  },
  cancelAnimation: (value: unknown) => {
    if (value instanceof SharedValue) value.cancel()
  },
  timing,
  spring,
  decay,
  sequence,
  repeat,
  delay,
  Easing,
  runOnUI: elsewhere('runOnUI'),
  runOnJS: elsewhere('runOnJS'),
  scrollViewContext: { scrollTo },
}
