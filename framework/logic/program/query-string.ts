// Page queries. Values stay percent-encoded: WeChat hands them to onLoad as they are in the link.

export function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const part of text.split('&')) {
    if (!part) continue
    const at = part.indexOf('=')
    const key = at < 0 ? part : part.slice(0, at)
    if (key === '__proto__') continue
    query[key] = at < 0 ? '' : part.slice(at + 1)
  }
  return query
}
