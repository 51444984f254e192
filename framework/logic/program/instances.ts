// Which values are instances: components, pages, and elements of the tree engine. Programs keep them in data (their parent,
// a dialog to open). There they stay what they are: not looked into, not copied, and nothing of them is for the view.
// glass-easel's own copies ask here too (own-copies.mjs).

const INSTANCE = Symbol('instance')

/** Whether any was met so far: until then nobody has to look for them. */
let met = false

export function markInstances(...prototypes: object[]): void {
  for (const prototype of prototypes) Object.defineProperty(prototype, INSTANCE, { value: true })
}

export function isInstance(value: object): boolean {
  if ((value as any)[INSTANCE] !== true) return false
  met = true
  return true
}

/** As deep as values of attributes go (core/runtime/src/engine/value.rs). */
const MAX_DEPTH = 500

/** What a view may see of a value: the value itself, or a copy without the instances in it. */
export function withoutInstances(value: unknown, depth = 0): unknown {
  if (!met || typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value
  try {
    return copyWithout(value, depth)
  } catch {
    // A getter or a trap threw: one bad value must not cost the page its batch.
    return null
  }
}

function copyWithout(value: object, depth: number): unknown {
  if (isInstance(value)) return null
  const isList = Array.isArray(value)
  let copy: any = null
  for (const key of Object.keys(value)) {
    const before = (value as any)[key]
    const after = withoutInstances(before, depth + 1)
    if (after === before) continue
    copy ??= isList ? (value as unknown[]).slice() : { ...value }
    copy[key] = after
  }
  return copy ?? value
}
