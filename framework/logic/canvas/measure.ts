// `measureText` is synchronous: the view is asked, answers are kept, and without a view (a page that is not shown yet)
// widths are estimated, because programs lay out their drawings with them.

import type { Recorder } from './recorder'

const MAX_KEPT = 2_000
let kept = new Map<string, object>()

export function measure(recorder: Recorder, text: string, font: string): object {
  const key = `${font}\n${text}`
  const before = kept.get(key)
  if (before) return { ...before }
  let result: any
  try {
    result = recorder.ask('measureText', { text, font })
  } catch {
    return estimate(text, font)
  }
  if (kept.size >= MAX_KEPT) kept = new Map()
  kept.set(key, result)
  return { ...result }
}

function estimate(text: string, font: string): object {
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 10)
  let width = 0
  for (const char of text) width += char.codePointAt(0)! > 0x2e7f ? size : size * 0.55
  return { width }
}
