// wx.worklet.Easing: curves from 0 to 1.
// https://developers.weixin.qq.com/miniprogram/dev/api/ui/worklet/animation/worklet.Easing.html

export type Curve = (t: number) => number

const linear: Curve = (t) => t
const quad: Curve = (t) => t * t
const cubic: Curve = (t) => t * t * t

function poly(n: number): Curve {
  return (t) => Math.pow(t, Number(n))
}

/** As often as halving leaves no pixel of a difference. */
const HALVINGS = 24

/** A curve as it is, and by the maker that programs may ask for it instead. */
type Made = Curve & { factory(): Curve }

/** A cubic curve from (0, 0) to (1, 1), as CSS has it. */
function bezier(x1: number, y1: number, x2: number, y2: number): Made {
  const curve = cubicCurve(x1, y1, x2, y2)
  return Object.assign((t: number) => curve(t), { factory: () => curve })
}

function cubicCurve(x1: number, y1: number, x2: number, y2: number): Curve {
  const at = (a: number, b: number, s: number): number => 3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3
  return (t) => {
    if (!(t > 0)) return 0
    if (t >= 1) return 1
    let low = 0
    let high = 1
    for (let i = 0; i < HALVINGS; i += 1) {
      const middle = (low + high) / 2
      if (at(Number(x1), Number(x2), middle) < t) low = middle
      else high = middle
    }
    return at(Number(y1), Number(y2), (low + high) / 2)
  }
}

function elastic(bounciness = 1): Curve {
  const turns = Number(bounciness) * Math.PI
  return (t) => 1 - Math.cos((t * Math.PI) / 2) ** 3 * Math.cos(t * turns)
}

/** A ball that falls, seen backwards: it hits the ground three times. */
function bounce(t: number): number {
  const left = 1 - t
  let fallen = left
  for (const [from, middle, height] of [
    [0, 0, 0],
    [1, 1.5, 0.75],
    [2, 2.25, 0.9375],
    [2.5, 2.625, 0.984375],
  ] as const) {
    if (left >= from / 2.75) fallen = 7.5625 * (left - middle / 2.75) ** 2 + height
  }
  return 1 - fallen
}

const into = (curve: Curve): Curve => curve
function out(curve: Curve): Curve {
  return (t) => 1 - curve(1 - t)
}
function inOut(curve: Curve): Curve {
  return (t) => (t < 0.5 ? curve(t * 2) / 2 : 1 - curve((1 - t) * 2) / 2)
}

export const Easing = {
  linear,
  ease: bezier(0.42, 0, 1, 1),
  quad,
  cubic,
  poly,
  sin: ((t) => 1 - Math.cos((t * Math.PI) / 2)) as Curve,
  circle: ((t) => 1 - Math.sqrt(1 - t * t)) as Curve,
  exp: ((t) => Math.pow(2, 10 * (t - 1))) as Curve,
  elastic,
  bounce,
  bezier,
  cubicBezier: bezier,
  in: into,
  out,
  inOut,
}
