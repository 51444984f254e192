// The built-in behaviors that programs name by string.

import { space } from './units'

let field: any
let exporting: any

/** `wx://form-field`: a component with a name and a value that a form collects. */
export function formField(): any {
  field ??= (space.behavior() as any)
    .definition({ properties: { name: { type: String, value: '' }, value: { type: null } } })
    .register()
  return field
}

/** `wx://component-export`: the adapter reads `export()` of any definition; naming the behavior is enough. */
export function componentExport(): any {
  exporting ??= (space.behavior() as any).definition({}).register()
  return exporting
}

/** The built-in behavior of a name. */
export function builtIn(name: string): any {
  if (name === 'wx://form-field' || name === 'wx://form-field-group' || name === 'wx://form-field-button')
    return formField()
  return name === 'wx://component-export' ? componentExport() : undefined
}
