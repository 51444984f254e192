// The global `tiffin`: only the bundled home program has it. Its functions are the table's.

import { ask } from './calls'
import { hears } from './host-events'
import { inner } from './table'

const PREFIX = 'tiffin.'

export function makeHome(): object {
  const home: Record<string, unknown> = { onChange: hears('homeChange') }
  for (const name of inner.keys()) {
    if (!name.startsWith(PREFIX)) continue
    home[name.slice(PREFIX.length)] = (options?: unknown) =>
      new Promise((resolve, reject) => {
        ask(name, options ?? {}, (ok, result) => (ok ? resolve(result) : reject(result)))
      })
  }
  return home
}
