// A placeholder is replaced by its component long after it was made, with what its template said then: glass-easel keeps
// the function that sets properties, and with it the items of loops as they were. Here that function is the newest one.

type Init = (element: any, isCreation: boolean) => void
type Children = (isCreation: boolean, text: unknown, element: (...args: any[]) => void, ...rest: unknown[]) => void

const newest = new WeakMap<object, { init: Init }>()
/** Templates that have shown a placeholder: only they are watched. */
const watched = new WeakSet<object>()
const patched = new WeakSet<object>()

export function refreshPlaceholders(wrapper: any): void {
  const prototype = Object.getPrototypeOf(wrapper)
  if (patched.has(prototype)) return
  patched.add(prototype)
  const { createCommonElement, handleChildrenUpdate } = prototype

  prototype.createCommonElement = function (
    this: any,
    tag: string,
    generics: unknown,
    init: Init,
    ...rest: unknown[]
  ): unknown {
    const kept = { init }
    let placeholder: any = null
    const latest: Init = (element, isCreation) => {
      // Told apart by what it stands in for: the slot is set from outside.
      if (placeholder && isCreation && element !== placeholder) element.slot = placeholder.slot
      kept.init(element, isCreation)
    }
    const element = createCommonElement.call(this, tag, generics, latest, ...rest)
    if (element._$placeholderHandlerRemover) {
      placeholder = element
      newest.set(element, kept)
      watched.add(this)
    }
    return element
  }

  prototype.handleChildrenUpdate = function (this: any, children: Children, ...rest: unknown[]): unknown {
    if (!watched.has(this)) return handleChildrenUpdate.call(this, children, ...rest)
    const watching: Children = (isCreation, text, element, ...others) => {
      const define = (tag: unknown, generics: unknown, init: Init, ...more: unknown[]): void => {
        const renewing: Init = (found, creation) => {
          const kept = newest.get(found)
          if (kept) kept.init = init
          init(found, creation)
        }
        element(tag, generics, renewing, ...more)
      }
      children(isCreation, text, define, ...others)
    }
    return handleChildrenUpdate.call(this, watching, ...rest)
  }
}
