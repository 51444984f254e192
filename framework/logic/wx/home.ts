// The global `tiffin`: only the bundled home program has it.

import { ask } from './calls'
import { listen } from '../program/app'

export function makeHome(): object {
  const promised = (name: string) => (options?: unknown) =>
    new Promise((resolve, reject) => {
      ask(`tiffin.${name}`, options ?? {}, (ok, result) => (ok ? resolve(result) : reject(result)))
    })
  return {
    search: promised('search'),
    recents: promised('recents'),
    favourites: promised('favourites'),
    setFavourite: promised('setFavourite'),
    open: promised('open'),
    scan: promised('scan'),
    remove: promised('remove'),
    about: promised('about'),
    onChange: (listener: unknown) => listen('tiffinChange', listener),
  }
}
