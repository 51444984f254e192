// The number by which an element is known outside of logic: to the tree in Rust, and to views.

/** 0 for what has no node: an element that is gone, or was never shown. */
export function elementId(element: any): number {
  return element?.getBackendElement?.()?.id ?? 0
}
