// What <text> shows of a text that a program wrote.

const ENTITIES: Record<string, string> = {
  nbsp: '\u00a0',
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  quot: '"',
  ensp: '\u2002',
  emsp: '\u2003',
}
const SPACES: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

/** The text as shown: `\n` in two characters is a line break too, as in WeChat. */
export function displayText(raw: string, space: string, decode: boolean): string {
  let text = raw.includes('\\n') ? raw.replace(/\\n/g, '\n') : raw
  const blank = SPACES[space]
  if (blank) text = text.replace(/ /g, blank)
  if (decode && text.includes('&')) {
    text = text.replace(/&(nbsp|lt|gt|amp|apos|quot|ensp|emsp);/g, (_, name: string) => ENTITIES[name] ?? '')
  }
  return text
}
