// Listeners of what the host tells a program.

import type { HostEvent } from '../host-event'
import { listen, unlisten } from '../program/app'

/** A function that adds listeners of an event of the host. */
export function hears(event: HostEvent): (listener?: unknown) => void {
  return (listener) => listen(event, listener)
}

export function forgets(event: HostEvent): (listener?: unknown) => void {
  return (listener) => unlisten(event, listener)
}
