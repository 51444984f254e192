// Scrolls with a duration of our own choice (`behavior: smooth` has none), for pages and scroll-views.

type Target = { left?: number; top?: number }

const running = new WeakMap<Element, number>()

/** Scrolls `el` to an offset in `duration` milliseconds; 0 jumps. A later call replaces an earlier one. */
export function scrollElement(el: Element, to: Target, duration: number): void {
  const pending = running.get(el)
  if (pending !== undefined) cancelAnimationFrame(pending)
  running.delete(el)
  const left = clamp(to.left ?? el.scrollLeft, el.scrollWidth - el.clientWidth)
  const top = clamp(to.top ?? el.scrollTop, el.scrollHeight - el.clientHeight)
  if (duration <= 0 || document.hidden) {
    el.scrollLeft = left
    el.scrollTop = top
    return
  }
  const fromLeft = el.scrollLeft
  const fromTop = el.scrollTop
  const start = performance.now()
  const step = (): void => {
    const t = Math.min(1, (performance.now() - start) / duration)
    const k = 1 - (1 - t) ** 3
    el.scrollLeft = fromLeft + (left - fromLeft) * k
    el.scrollTop = fromTop + (top - fromTop) * k
    if (t < 1) running.set(el, requestAnimationFrame(step))
    else running.delete(el)
  }
  running.set(el, requestAnimationFrame(step))
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max))
}

/** Calls `done` when an element's scrolling has come to rest (`scrollend` is missing in older WebKit). */
export function onScrollEnd(el: Element, done: () => void): void {
  let timer = 0
  el.addEventListener('scroll', () => {
    clearTimeout(timer)
    timer = window.setTimeout(done, 120)
  })
}

/** An element below `root` by the id a program gave it. */
export function findById(root: ParentNode, id: string): Element | null {
  const name = id.replace(/^#/, '')
  return name === '' ? null : root.querySelector(`#${CSS.escape(name)}`)
}
