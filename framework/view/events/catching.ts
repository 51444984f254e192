// `catch:touchmove`: what lies under the finger does not scroll the page (masks, pop-ups). A scroll-view inside such
// a region still scrolls by itself. The listeners that can stop scrolling make it wait for this thread, so they are
// there only while some node catches.

import { Listen } from '../messages'
import { roomOf } from '../scroll-room'
import { listenCount, nearest, pathFrom, type ViewNode } from '../node'

let installed = false

function stop(event: Event): void {
  if (event.cancelable && catcherOf(event.target as Node)) event.preventDefault()
}

/** The node that catches `touchmove` above `target`, unless a scroll-view in between has something to scroll. */
export function catcherOf(target: Node): ViewNode | null {
  for (const node of pathFrom(nearest(target))) {
    if (((node.listens?.get('touchmove') ?? 0) & Listen.Catch) !== 0) return node
    const box = node.tag === 'scroll-view' ? node.component?.scroller() : null
    if (box) {
      const room = roomOf(box)
      if (room.x || room.y) return null
    }
  }
  return null
}

/** Puts the listeners in place, or away, as the page's `listen`s ask. */
export function syncCatching(): void {
  const wanted = (listenCount.get('catch:touchmove') ?? 0) > 0
  if (wanted === installed) return
  installed = wanted
  const change = wanted ? document.addEventListener : document.removeEventListener
  for (const type of ['touchmove', 'wheel']) {
    change.call(document, type, stop, { passive: false, capture: true } as AddEventListenerOptions)
  }
}

/** Keeps the page from scrolling while a sheet of the view's own is open. */
export function lockPage(locked: boolean): void {
  document.documentElement.classList.toggle('tf-locked', locked)
}
