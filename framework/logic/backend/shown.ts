// How ids, styles and data of glass-easel's elements are written for a view.

/** glass-easel writes `<prefix>--<id>`, to keep ids of components apart; page CSS needs the plain one. */
export function shownId(id: string): string {
  const at = id.indexOf('--')
  return at < 0 ? id : id.slice(at + 2)
}

/** Segments are joined with semicolons, empty ones too. */
export function shownStyle(text: string): string {
  return text.replace(/^;+/, '')
}

/** Characters of a value that a selector could reasonably name. */
const LONGEST = 200

/** What a view is told of a value; undefined: nothing. */
export function shownData(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'string') return value.length <= LONGEST ? value : undefined
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}
