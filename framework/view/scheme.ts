// `@media (prefers-color-scheme: ...)` in programs' sheets follows the page's theme, not the device's: a program that
// does not declare dark mode stays light on a dark device, and web views differ in how their own theme can be set.

const QUERY = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi
const originals = new WeakMap<CSSMediaRule, string>()

/** The media text with each colour scheme condition replaced by one that always, or never, holds. */
export function resolveScheme(media: string, theme: string): string {
  return media.replace(QUERY, (_, scheme: string) =>
    scheme.toLowerCase() === theme ? '(min-width: 0px)' : '(max-width: 0px)',
  )
}

function visit(rules: CSSRuleList, theme: string): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const media = originals.get(rule) ?? rule.media.mediaText
      if (media.includes('prefers-color-scheme')) {
        originals.set(rule, media)
        rule.media.mediaText = resolveScheme(media, theme)
      }
      visit(rule.cssRules, theme)
    } else if (rule instanceof CSSSupportsRule) {
      visit(rule.cssRules, theme)
    }
  }
}

/** Applies a theme to the program's sheets; those that do not ask for it are not walked. */
export function applyScheme(theme: string): void {
  for (const style of document.querySelectorAll<HTMLStyleElement>('style[data-program]')) {
    if (style.sheet && style.textContent?.includes('prefers-color-scheme')) visit(style.sheet.cssRules, theme)
  }
}
