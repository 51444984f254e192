// Where the items of a swiper stand: pure arithmetic, apart from the element that uses it.

/** The slot of item `i` of `count` nearest to `center`; slots repeat every `count` when circular. */
export function slotOf(i: number, count: number, center: number, circular: boolean): number {
  return circular ? i + count * Math.round((center - i) / count) : i
}

/** `position` brought back to 0..count. */
export function wrap(position: number, count: number): number {
  return count === 0 ? 0 : ((position % count) + count) % count
}

/** The way from `position` to item `index`: the shorter one around when circular. */
export function targetOf(position: number, index: number, count: number, circular: boolean): number {
  return circular ? slotOf(index, count, position, true) : index
}

/** Beyond the first and last item a drag meets rubber. */
export function rubber(position: number, last: number): number {
  if (position < 0) return position / 3
  if (position > last) return last + (position - last) / 3
  return position
}

/** Where a released drag settles: the next item after half a width or a flick. */
export function restingIndex(
  from: number,
  position: number,
  velocity: number,
  last: number,
  circular: boolean,
): number {
  const moved = position - from
  let to = Math.round(position)
  if (to === Math.round(from) && Math.abs(velocity) > 0.25 && Math.abs(moved) > 0.02) to += moved > 0 ? 1 : -1
  return circular ? to : Math.min(Math.max(0, to), last)
}

export const EASINGS: Record<string, string> = {
  default: 'cubic-bezier(0.25, 0.1, 0.25, 1)',
  linear: 'linear',
  easeInCubic: 'cubic-bezier(0.32, 0, 0.67, 0)',
  easeOutCubic: 'cubic-bezier(0.33, 1, 0.68, 1)',
  easeInOutCubic: 'cubic-bezier(0.65, 0, 0.35, 1)',
}
