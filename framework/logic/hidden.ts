// What objects of `wx` know and programs do not see. Program frameworks wrap the objects that a program keeps, and every
// object read through such a wrapping, in proxies (Vue: `ref`, `reactive`, `data`): a property that may not change then
// throws, and one that may gives a proxy where an element is compared or looked up. A function passes as it is.

export function hide(on: object, name: string, value: unknown): void {
  Object.defineProperty(on, name, { value: () => value })
}
