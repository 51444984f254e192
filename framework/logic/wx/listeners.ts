// Who listens to an object that a call gave: a task, a socket, a sound.

import { safely } from '../faults'

export class Listeners {
  private map: Record<string, ((arg: unknown) => void)[]> = Object.create(null)
  on(event: string, listener: unknown): void {
    if (typeof listener === 'function') (this.map[event] ??= []).push(listener as any)
  }
  off(event: string, listener?: unknown): void {
    this.map[event] = listener === undefined ? [] : (this.map[event] ?? []).filter((each) => each !== listener)
  }
  emit(event: string, arg?: unknown): void {
    for (const each of [...(this.map[event] ?? [])]) safely('Handler', () => each(arg))
  }
}

/** `headersReceived` -> `HeadersReceived`, as in `onHeadersReceived`. */
export function capital(event: string): string {
  return event[0]!.toUpperCase() + event.slice(1)
}
