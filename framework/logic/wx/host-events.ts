// What the host tells a program (core/protocol/src/event.rs): a test compares the two, and a listener for a name that is
// not here does not compile.

import { listen, unlisten } from '../program/app'

export type HostEvent = 'networkStatusChange' | 'checkForUpdate' | 'updateReady' | 'updateFailed' | 'homeChange'

/** A function that adds listeners of an event of the host. */
export function hears(event: HostEvent): (listener?: unknown) => void {
  return (listener) => listen(event, listener)
}

export function forgets(event: HostEvent): (listener?: unknown) => void {
  return (listener) => unlisten(event, listener)
}
