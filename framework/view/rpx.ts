// Responsive pixels in values that come at run time: 750 rpx are the width of the window.
// Style sheets are converted by the compiler; inline styles and style-like attributes are converted here.

const RPX = /(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi
const HAS_RPX = /rpx/i

/** Replaces each `<n>rpx` by the same length in `vw`. */
export function rpxToVw(text: string): string {
  if (!HAS_RPX.test(text)) return text
  return text.replace(RPX, (_, n: string) => `${round(Number(n) / 7.5)}vw`)
}

const RELATIVE = /(url\(\s*["']?)(?=\/\/[^/])/gi

/** `url(//host/path)` means https, whatever scheme the page itself has. */
export function absoluteUrls(css: string): string {
  return css.includes('//') ? css.replace(RELATIVE, '$1https:') : css
}

/** An inline style as the program wrote it, as CSS that means the same here. */
export function inlineStyle(text: string): string {
  return absoluteUrls(rpxToVw(text))
}

function round(n: number): number {
  return Math.round(n * 1e5) / 1e5
}

/** A length attribute (`"30rpx"`, `"15px"`, `15`) as CSS. */
export function cssLength(value: unknown): string {
  if (typeof value === 'number') return `${value}px`
  const text = String(value ?? '').trim()
  return /^-?\d+(\.\d+)?$/.test(text) ? `${text}px` : rpxToVw(text)
}
