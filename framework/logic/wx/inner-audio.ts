// InnerAudioContext: a sound that a program plays, as long as it wants. In the host it is one call that lasts; the shell
// plays, tells what becomes of it, and hears what the program sets and asks.
// https://developers.weixin.qq.com/miniprogram/dev/api/media/audio/InnerAudioContext.html

import { native } from '../native'
import { ask, callMethod, member } from './calls'
import { capital, Listeners } from './listeners'
import type { Row } from './table'

/** What a program sets, with WeChat's first values. A value of another type is not taken. */
const SET: Readonly<Record<string, string | number | boolean>> = {
  src: '',
  startTime: 0,
  autoplay: false,
  loop: false,
  obeyMuteSwitch: true,
  volume: 1,
  playbackRate: 1,
  referrerPolicy: '',
}
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = { volume: [0, 1], playbackRate: [0.5, 2] }
/** What the shell tells with any of its events. */
const TOLD: Readonly<Record<string, number | boolean>> = { duration: 0, currentTime: 0, paused: true, buffered: 0 }

function taken(name: string, given: unknown): string | number | boolean | undefined {
  if (typeof given !== typeof SET[name] || Number.isNaN(given)) return undefined
  const bounds = BOUNDS[name]
  return bounds ? Math.min(Math.max(given as number, bounds[0]), bounds[1]) : (given as string | number | boolean)
}

export function createInnerAudioContext(row: Row, given?: unknown): object {
  const set: Record<string, unknown> = { ...SET }
  const told: Record<string, unknown> = { ...TOLD }
  const listeners = new Listeners()
  let over = false
  const ended = (errMsg: unknown): void => {
    over = true
    told.paused = true
    listeners.emit('error', { errCode: -1, errMsg })
  }
  const heard = (event: string, payload: any, last: boolean): void => {
    if (over) return
    for (const name of Object.keys(TOLD)) {
      if (typeof payload?.[name] === typeof TOLD[name]) told[name] = payload[name]
    }
    if (last) ended(payload?.errMsg)
    else if (event === 'error') listeners.emit('error', { errCode: payload?.errCode ?? -1, errMsg: payload?.errMsg })
    else listeners.emit(event)
  }
  const web = member(given, 'useWebAudioImplement') === true
  const call = ask(row.name, { useWebAudioImplement: web }, (ok, result) => !ok && !over && ended(result.errMsg), heard)
  native.listen(call)
  const say = (method: string, options: object = {}): void => {
    if (!over) callMethod(call, method, options)
  }

  const seek = (position: unknown): void => {
    if (typeof position === 'number' && position >= 0) say('seek', { position })
  }
  const made: Record<string, unknown> = {
    play: () => say('play'),
    pause: () => say('pause'),
    stop: () => say('stop'),
    seek,
    destroy: () => {
      say('abort')
      over = true
    },
  }
  for (const name of Object.keys(SET)) {
    Object.defineProperty(made, name, {
      enumerable: true,
      get: () => set[name],
      set: (given: unknown) => {
        const value = taken(name, given)
        if (value === undefined) return
        set[name] = value
        say('set', { [name]: value })
      },
    })
  }
  for (const name of Object.keys(TOLD)) {
    const property: PropertyDescriptor = { enumerable: true, get: () => told[name] }
    // Programs write to the others in vain, and in strict code too.
    property.set = name === 'currentTime' ? seek : () => undefined
    Object.defineProperty(made, name, property)
  }
  for (const event of row.events ?? []) {
    made[`on${capital(event)}`] = (listener: unknown) => listeners.on(event, listener)
    made[`off${capital(event)}`] = (listener?: unknown) => listeners.off(event, listener)
  }
  return made
}
