// wx.onX / wx.offX: events of the host, and of the program itself.

import { decode } from './calls'
import type { HostEvent } from '../host-event'
import { emit, listen, unlisten } from '../program/app'

/** `onNetworkStatusChange` and `offNetworkStatusChange` -> listeners of `networkStatusChange`. */
export function eventFunction(name: string): (listener?: unknown) => void {
  const off = name.startsWith('off')
  const rest = name.slice(off ? 3 : 2)
  const event = rest[0]!.toLowerCase() + rest.slice(1)
  return off ? (listener) => unlisten(event, listener) : (listener) => listen(event, listener)
}

export function onHostEvent(event: HostEvent, json: string): void {
  emit(event, decode(json))
}

export function onEnvironment(json: string, resized: (detail: unknown) => void): void {
  const given = JSON.parse(json)
  if (given.size) {
    const detail = { size: given.size, deviceOrientation: orientation(given.size) }
    resized(detail)
    emit('windowResize', detail)
  }
  if (given.theme) emit('themeChange', { theme: given.theme })
}

function orientation(size: { windowWidth?: number; windowHeight?: number }): string {
  return (size.windowWidth ?? 0) > (size.windowHeight ?? 0) ? 'landscape' : 'portrait'
}
