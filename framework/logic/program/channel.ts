// Event channels between a page and the one that opened it. What is emitted before anyone listens is kept.
// https://developers.weixin.qq.com/miniprogram/dev/api/route/EventChannel.html

import { safely } from '../faults'

type Listener = (...args: unknown[]) => void

/** Events kept while nobody listens. */
const MAX_KEPT = 100

export class EventChannel {
  private listeners: Record<string, { call: Listener; once: boolean }[]> = Object.create(null)
  private kept: { name: string; args: unknown[] }[] = []
  private other: EventChannel | null = null

  /** Two ends: what one emits, the other's listeners get. */
  static pair(): [EventChannel, EventChannel] {
    const a = new EventChannel()
    const b = new EventChannel()
    hide(a, b)
    hide(b, a)
    return [a, b]
  }

  link(other: EventChannel): void {
    this.other = other
  }

  emit(name: string, ...args: unknown[]): void {
    this.other?.receive(String(name), args)
  }

  on(name: string, listener: Listener): void {
    this.add(String(name), listener, false)
  }

  once(name: string, listener: Listener): void {
    this.add(String(name), listener, true)
  }

  off(name: string, listener?: Listener): void {
    if (!listener) delete this.listeners[name]
    else this.listeners[name] = (this.listeners[name] ?? []).filter((each) => each.call !== listener)
  }

  private add(name: string, listener: Listener, once: boolean): void {
    if (typeof listener !== 'function') return
    ;(this.listeners[name] ??= []).push({ call: listener, once })
    const due = this.kept.filter((event) => event.name === name)
    if (due.length === 0) return
    this.kept = this.kept.filter((event) => event.name !== name)
    for (const event of due) this.receive(event.name, event.args)
  }

  private receive(name: string, args: unknown[]): void {
    const list = this.listeners[name]
    if (!list || list.length === 0) {
      if (this.kept.length < MAX_KEPT) this.kept.push({ name, args })
      return
    }
    this.listeners[name] = list.filter((each) => !each.once)
    for (const each of list) safely('Handler', () => each.call(...args))
  }
}

function hide(channel: EventChannel, other: EventChannel): void {
  channel.link(other)
  for (const key of ['listeners', 'kept', 'other']) Object.defineProperty(channel, key, { enumerable: false })
}
