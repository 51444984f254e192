// Watches where elements are for logic (`wx.createIntersectionObserver`): the methods `observeIntersection` and
// `unobserveIntersection`. One reference area that is the viewport or an ancestor is the browser's own
// IntersectionObserver; several, or one elsewhere in the page, are measured when something scrolls or moves.

import { toNumber } from './attributes'
import { emit } from './events/emit'
import { findNode, type ViewNode } from './node'

type Args = Record<string, unknown>
interface Area {
  left: number
  top: number
  right: number
  bottom: number
}
interface Reference {
  el: Element | null
  margins: Area
}

/** Elements that one page may have watched at once. */
const MAX_WATCHED = 2_000

const watched = new Map<number, (() => void)[]>()
let count = 0

export function observeIntersection(node: ViewNode, args: Args): void {
  if (count >= MAX_WATCHED) throw new Error(`at most ${MAX_WATCHED} elements are watched`)
  const observer = toNumber(args.observer, 0)
  const thresholds = numbers(args.thresholds)
  const references = (Array.isArray(args.relative) ? (args.relative as Args[]) : []).slice(0, 20).map(reference)
  if (references.length === 0) references.push(reference({ node: null }))
  const watch = new Watch(node, observer, thresholds, toNumber(args.initialRatio, 0))
  const one = references.length === 1 ? references[0] : undefined
  const stop = one && (one.el === null || one.el.contains(node.el)) ? native(watch, one) : measured(watch, references)
  count += 1
  const list = watched.get(observer)
  if (list) list.push(stop)
  else watched.set(observer, [stop])
}

export function unobserveIntersection(observer: number): void {
  const list = watched.get(observer) ?? []
  watched.delete(observer)
  count -= list.length
  for (const stop of list) stop()
}

/** The page is another one now. */
export function dropIntersections(): void {
  for (const observer of [...watched.keys()]) unobserveIntersection(observer)
}

function numbers(given: unknown): number[] {
  const list = (Array.isArray(given) ? given : [0]).slice(0, 100).map((each) => toNumber(each, 0))
  return list.map((each) => Math.min(1, Math.max(0, each))).sort((a, b) => a - b)
}

function reference(given: Args): Reference {
  const margins = (given.margins ?? {}) as Args
  const side = (name: string): number => toNumber(margins[name], 0)
  const node = typeof given.node === 'number' && given.node > 0 ? findNode(given.node) : undefined
  return {
    // A scroll-view's own box is what its children scroll in.
    el: node ? (node.component?.scroller() ?? (node.el as Element)) : null,
    margins: { left: side('left'), top: side('top'), right: side('right'), bottom: side('bottom') },
  }
}

/** Decides what is worth telling: a threshold was crossed, or the first look differs from `initialRatio`. */
class Watch {
  private last: { ratio: number; step: number; inside: boolean } | null = null

  constructor(
    readonly node: ViewNode,
    readonly observer: number,
    readonly thresholds: number[],
    private readonly initialRatio: number,
  ) {}

  see(ratio: number, inside: boolean, target: Area, shared: Area, relative: Area, time: number): void {
    const step = this.thresholds.filter((each) => ratio >= each).length
    const before = this.last
    this.last = { ratio, step, inside }
    if (before ? before.step === step && before.inside === inside : ratio === this.initialRatio) return
    emit(
      this.node,
      'intersection',
      {
        observer: this.observer,
        intersectionRatio: ratio,
        intersectionRect: box(shared),
        boundingClientRect: box(target),
        relativeRect: edges(relative),
        time,
      },
      { always: true },
    )
  }
}

function edges({ left, top, right, bottom }: Area): Area {
  return { left, top, right, bottom }
}

function box(area: Area): Area & { width: number; height: number } {
  return { ...edges(area), width: area.right - area.left, height: area.bottom - area.top }
}

function native(watch: Watch, { el, margins }: Reference): () => void {
  const px = [margins.top, margins.right, margins.bottom, margins.left].map((each) => `${each}px`)
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const { boundingClientRect, intersectionRect, rootBounds, intersectionRatio, isIntersecting, time } = entry
        const root = rootBounds ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
        watch.see(intersectionRatio, isIntersecting, boundingClientRect, intersectionRect, root, time)
      }
    },
    { root: el, rootMargin: px.join(' '), threshold: watch.thresholds },
  )
  observer.observe(watch.node.el as Element)
  return () => observer.disconnect()
}

function areaOf({ el, margins }: Reference): Area {
  const own = el ? el.getBoundingClientRect() : { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
  return {
    left: own.left - margins.left,
    top: own.top - margins.top,
    right: own.right + margins.right,
    bottom: own.bottom + margins.bottom,
  }
}

function meet(a: Area, b: Area): Area {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  return {
    left,
    top,
    right: Math.max(left, Math.min(a.right, b.right)),
    bottom: Math.max(top, Math.min(a.bottom, b.bottom)),
  }
}

function measured(watch: Watch, references: Reference[]): () => void {
  const target = watch.node.el as Element
  let frame = 0
  const look = (): void => {
    frame = 0
    const rect = target.getBoundingClientRect()
    const area = references.map(areaOf).reduce(meet)
    const shared = meet(rect, area)
    const size = rect.width * rect.height
    const ratio = size > 0 ? ((shared.right - shared.left) * (shared.bottom - shared.top)) / size : 0
    const inside =
      rect.left <= area.right && rect.right >= area.left && rect.top <= area.bottom && rect.bottom >= area.top
    watch.see(ratio, inside, rect, shared, area, performance.now())
  }
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(look)
  }
  document.addEventListener('scroll', soon, { capture: true, passive: true })
  addEventListener('resize', soon)
  const sizes = new ResizeObserver(soon)
  for (const el of [target, ...references.map((each) => each.el)]) if (el) sizes.observe(el)
  soon()
  return () => {
    cancelAnimationFrame(frame)
    sizes.disconnect()
    document.removeEventListener('scroll', soon, { capture: true })
    removeEventListener('resize', soon)
  }
}
