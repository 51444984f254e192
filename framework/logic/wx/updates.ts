// What a program follows until it stops: a function that starts it, one that stops it, and listeners of the whole program
// (startLocationUpdate, stopLocationUpdate, onLocationChange). In the host it is one call that lasts.
// https://developers.weixin.qq.com/miniprogram/dev/api/location/wx.startLocationUpdate.html

import { native } from '../native'
import { ask, callMethod, later, styled } from './calls'
import { emit } from '../program/app'

interface Asked {
  call: number
  /** Answered well: its events are the program's. */
  runs: boolean
  /** Stopped, or replaced by a newer one. */
  unwanted: boolean
}

/** The two functions. `events` names the program's listeners for each event of the call: `change` -> `locationChange`. */
export function updates(start: string, stop: string, events: Record<string, string>): Record<string, unknown> {
  const all = new Set<Asked>()
  const giveUp = (asked: Asked): void => {
    all.delete(asked)
    asked.unwanted = true
    callMethod(asked.call, 'abort', {})
  }
  const started = (asked: Asked): void => {
    // Stopped while a person was asked, when the host had nothing to stop yet.
    if (asked.unwanted) return giveUp(asked)
    // The newest holds, with its arguments; until it was answered, the one before it went on.
    for (const each of all) if (each !== asked && each.runs) giveUp(each)
    asked.runs = true
  }
  return {
    [start]: (given?: unknown) =>
      styled(start, given, (options, settle) => {
        const asked: Asked = { call: 0, runs: false, unwanted: false }
        const answered: typeof settle = (ok, result) => {
          if (ok) started(asked)
          else all.delete(asked)
          settle(ok, result)
        }
        const heard = (event: string, payload: unknown, last: boolean): void => {
          if (!asked.unwanted && events[event]) emit(events[event], payload)
          if (!last) return
          all.delete(asked)
          settle(false, { errMsg: `${start}:fail it ended` })
        }
        asked.call = ask(start, options, answered, heard)
        all.add(asked)
        native.listen(asked.call)
        return undefined
      }),
    [stop]: (given?: unknown) =>
      styled(stop, given, (_options, settle) => {
        for (const each of [...all]) giveUp(each)
        later(() => settle(true, {}))
        return undefined
      }),
  }
}
