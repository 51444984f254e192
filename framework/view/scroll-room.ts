// Which scroll-views have more inside than they show, in each axis. Only there their scrolling ends with them
// (`overscroll-behavior: contain`): browsers keep to that in boxes with nothing to scroll too, and a scroll-view of automatic
// height, or a horizontal one, would hold the page still wherever a finger or wheel meets it.

const boxes = new Set<HTMLElement>()
let frame = 0

/** Pixels that rounding may add to what is inside. */
const SLACK = 1

const sizes = new ResizeObserver(roomsChanged)

export function trackRoom(box: HTMLElement): void {
  boxes.add(box)
  sizes.observe(box)
  // What grew without a word (a font, a picture of a style sheet) is seen before the first scroll.
  for (const type of ['pointerenter', 'touchstart', 'wheel']) {
    box.addEventListener(type, () => mark(box, roomOf(box)), { passive: true })
  }
  roomsChanged()
}

export function untrackRoom(box: HTMLElement): void {
  boxes.delete(box)
  sizes.unobserve(box)
}

/** Something may have grown or shrunk: looks once, when the next frame has its layout anyway. */
export function roomsChanged(): void {
  if (frame === 0 && boxes.size > 0) frame = requestAnimationFrame(look)
}

/** Reads all before it writes any: one layout. */
function look(): void {
  frame = 0
  const found = [...boxes].map((box) => [box, roomOf(box)] as const)
  for (const [box, room] of found) mark(box, room)
}

export interface Room {
  x: boolean
  y: boolean
}

/** Whether a box can be scrolled by a person, in each axis. */
export function roomOf(box: Element): Room {
  const { overflowX, overflowY } = getComputedStyle(box)
  return {
    x: overflowX !== 'hidden' && box.scrollWidth > box.clientWidth + SLACK,
    y: overflowY !== 'hidden' && box.scrollHeight > box.clientHeight + SLACK,
  }
}

function mark(box: HTMLElement, room: Room): void {
  box.classList.toggle('wx-room-x', room.x)
  box.classList.toggle('wx-room-y', room.y)
}

export function installScrollRoom(): void {
  for (const type of ['load', 'transitionend', 'animationend']) document.addEventListener(type, roomsChanged, true)
}
