// Routes: asked of Rust, which owns the stack, and carried out here step by step.

import { native } from '../native'
import { EventChannel } from './channel'
import { runStep, type Step } from './pages'

interface AskedRoute {
  done: (channel: EventChannel | null) => void
  failed: (message: string) => void
  channels: [EventChannel, EventChannel] | null
}

const asked = new Map<number, AskedRoute>()
let last = 0

export function route(
  kind: string,
  url: string,
  delta: number,
  events: Record<string, (...args: unknown[]) => void> | null,
  done: AskedRoute['done'],
  failed: AskedRoute['failed'],
): void {
  const id = (last += 1)
  let channels: AskedRoute['channels'] = null
  if (kind === 'navigateTo') {
    channels = EventChannel.pair()
    for (const name of Object.keys(events ?? {})) channels[0].on(name, events![name]!)
  }
  asked.set(id, { done, failed, channels })
  try {
    native.route(kind, url, delta, id)
  } catch (error) {
    asked.delete(id)
    failed((error as Error).message)
  }
}

/** Rust has decided: `{call, steps}`. */
export function routed(json: string): void {
  const decided = JSON.parse(json) as { call: number; steps: Step[] }
  const ask = asked.get(decided.call)
  asked.delete(decided.call)
  for (const step of decided.steps) runStep(step, ask?.channels?.[1] ?? null)
  ask?.done(ask.channels?.[0] ?? null)
}

export function routeFailed(call: number, message: string): void {
  const ask = asked.get(call)
  asked.delete(call)
  ask?.failed(message)
}
