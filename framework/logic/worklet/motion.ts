// What can be assigned to a shared value so that it moves: timing, spring, decay, and what joins them. Without a clock: whoever
// runs a motion says what time it is, in milliseconds.
// https://developers.weixin.qq.com/miniprogram/dev/api/ui/worklet/wx.worklet.html

import { safely } from '../faults'
import { later } from '../wx/calls'
import { Easing, type Curve } from './easing'

export interface Run {
  value: unknown
  /** Goes on to a time; true: it is over, and `value` is where it ended. */
  step(now: number): boolean
  /** Calls back, once: whether it came to its end. */
  end(finished: boolean): void
}

export class Motion {
  constructor(
    readonly begin: (from: unknown, now: number) => Run,
    /** Never over by itself. */
    readonly endless = false,
    /** The same, to another value: what `repeat` runs backwards. */
    readonly towards?: (to: unknown) => Motion,
  ) {}
}

type Callback = (finished: boolean) => void

function run(value: unknown, callback: unknown, step: (run: Run, now: number) => boolean): Run {
  let ended = false
  return {
    value,
    step(now) {
      return step(this, now)
    },
    end(finished) {
      if (ended) return
      ended = true
      // Not in the middle of a frame: values are where they are to be by then.
      if (typeof callback === 'function') later(() => safely('Handler', () => (callback as Callback)(finished)))
    },
  }
}

function number(value: unknown, fallback: number): number {
  const n = Number(value)
  return value === undefined || value === null || !Number.isFinite(n) ? fallback : n
}

function members(options: unknown): Record<string, unknown> {
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {}
}

const STANDARD = Easing.inOut(Easing.quad)

export function timing(to: unknown, given?: unknown, callback?: unknown): Motion {
  const options = members(given)
  const duration = Math.max(0, number(options.duration, 300))
  const curve = typeof options.easing === 'function' ? (options.easing as Curve) : STANDARD
  const begin = (from: unknown, start: number): Run =>
    run(from, callback, (self, now) => {
      const t = duration === 0 ? 1 : (now - start) / duration
      const [a, b] = [Number(from), Number(to)]
      if (t >= 1 || !Number.isFinite(b - a)) {
        self.value = to
        return true
      }
      self.value =
        a +
        (b - a) *
          number(
            safely('Handler', () => curve(Math.max(0, t))),
            t,
          )
      return false
    })
  return new Motion(begin, false, (other) => timing(other, given, callback))
}

/** Steps of a spring, in seconds: short enough for the stiffest that anybody looks at. */
const STEP = 1 / 500
/** A program that did not run for a while does not catch up. */
const LONGEST_FRAME_MS = 64

export function spring(to: unknown, given?: unknown, callback?: unknown): Motion {
  const options = members(given)
  const damping = number(options.damping, 10)
  const mass = Math.max(1e-3, number(options.mass, 1))
  const stiffness = number(options.stiffness, 100)
  const clamped = options.overshootClamping === true
  const still = number(options.restDisplacementThreshold, 0.01)
  const slow = number(options.restSpeedThreshold, 2)
  const begin = (from: unknown, start: number): Run => {
    let [x, v, last] = [Number(from), number(options.velocity, 0), start]
    const target = Number(to)
    const side = Math.sign(target - x)
    return run(from, callback, (self, now) => {
      for (let left = Math.min(LONGEST_FRAME_MS, now - last) / 1000; left > 0; left -= STEP) {
        const dt = Math.min(STEP, left)
        v += ((stiffness * (target - x) - damping * v) / mass) * dt
        x += v * dt
        if (clamped && side !== 0 && (x - target) * side > 0) [x, v] = [target, 0]
      }
      last = now
      self.value = x
      const over = !Number.isFinite(target - x) || (Math.abs(target - x) <= still && Math.abs(v) <= slow)
      if (over) self.value = to
      return over
    })
  }
  // One that nothing slows never rests.
  return new Motion(begin, !(damping > 0), (other) => spring(other, given, callback))
}

/** Pixels a second below which nobody sees it move. */
const RESTING = 1

export function decay(given?: unknown, callback?: unknown): Motion {
  const options = members(given)
  const rate = Math.log(Math.min(0.9999, Math.max(0.001, number(options.deceleration, 0.998))))
  const bounds = Array.isArray(options.clamp) && options.clamp.length === 2 ? options.clamp.map(Number) : null
  const speed = number(options.velocity, 0)
  return new Motion((from, start) =>
    run(from, callback, (self, now) => {
      const left = Math.exp(rate * (now - start))
      const x = number(from, 0) + ((speed / 1000) * (left - 1)) / rate
      const [low, high] = bounds ?? []
      self.value = low! > x ? low : high! < x ? high : x
      return self.value !== x || Math.abs(speed * left) < RESTING
    }),
  )
}

export function sequence(...given: unknown[]): Motion {
  const motions = given.filter((each): each is Motion => each instanceof Motion)
  return new Motion(
    (from, start) => {
      let at = 0
      let inner = motions[0]?.begin(from, start)
      const outer = run(from, undefined, (self, now) => {
        if (!inner) return true
        const over = inner.step(now)
        self.value = inner.value
        if (!over) return false
        inner.end(true)
        inner = motions[(at += 1)]?.begin(self.value, now)
        return inner === undefined
      })
      return withInner(outer, () => inner)
    },
    motions.some((each) => each.endless),
  )
}

export function delay(ms: unknown, motion: unknown): Motion {
  if (!(motion instanceof Motion)) return sequence()
  const wait = Math.max(0, number(ms, 0))
  return new Motion((from, start) => {
    let inner: Run | undefined
    const outer = run(from, undefined, (self, now) => {
      if (now - start < wait) return false
      inner ??= motion.begin(from, now)
      const over = inner.step(now)
      self.value = inner.value
      if (over) inner.end(true)
      return over
    })
    return withInner(outer, () => inner)
  }, motion.endless)
}

/** Twice, if nobody says how often; fewer than none: until it is cancelled. */
export function repeat(motion: unknown, times: unknown = 2, reverse: unknown = false, callback?: unknown): Motion {
  if (!(motion instanceof Motion)) return sequence()
  const count = number(times, 2)
  return new Motion(
    (from, start) => {
      let done = 0
      let inner = motion.begin(from, start)
      const outer = run(from, callback, (self, now) => {
        const over = inner.step(now)
        self.value = inner.value
        if (!over) return false
        inner.end(true)
        done += 1
        if (count >= 0 && done >= count) return true
        const back = reverse && done % 2 === 1 ? motion.towards?.(from) : undefined
        inner = (back ?? motion).begin(reverse ? self.value : from, now)
        return false
      })
      return withInner(outer, () => inner)
    },
    count < 0 || motion.endless,
  )
}

/** One that is given up gives up what it is in the middle of. */
function withInner(outer: Run, inner: () => Run | undefined): Run {
  const end = outer.end.bind(outer)
  outer.end = (finished) => {
    if (!finished) inner()?.end(false)
    end(finished)
  }
  return outer
}
