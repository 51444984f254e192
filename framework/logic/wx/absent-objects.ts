// Objects of capabilities that are not there (`createMapContext`, `getRecorderManager`). Programs make them while they start,
// without asking: so they exist, take listeners, and fail by name when they are used.

import { native } from '../native'
import { safely } from '../faults'
import { later, styled } from './calls'

const SOUND = {
  src: '',
  startTime: 0,
  autoplay: false,
  loop: false,
  volume: 1,
  playbackRate: 1,
  duration: 0,
  currentTime: 0,
  paused: true,
  buffered: 0,
}

/** What programs read of such an object before they use it. */
const VALUES: Record<string, object> = {
  createInnerAudioContext: { ...SOUND, obeyMuteSwitch: true },
  getBackgroundAudioManager: { ...SOUND, title: '', singer: '', coverImgUrl: '', webUrl: '' },
}

type Listener = (detail: unknown) => void

/** The object that `wx.<made>(options)` returns. Callbacks in the options themselves hear of it at once. */
export function absentObject(made: string, given?: unknown): object {
  native.log(3, `wx.${made}: not supported, its methods fail`)
  let errors: Listener[] = []
  const values: Record<string, unknown> = { ...VALUES[made] }
  const fail = (name: string, options: unknown): unknown => {
    const errMsg = `${name}:fail not supported`
    later(() => {
      for (const each of errors) safely('Handler', () => each({ errCode: -1, errMsg }))
    })
    return styled(name, options, (_options, settle) => later(() => settle(false, { errMsg })))
  }
  const method = (name: string): unknown => {
    if (name === 'onError')
      return (listener: unknown) => typeof listener === 'function' && errors.push(listener as Listener)
    if (name === 'offError') {
      return (listener?: unknown) => {
        errors = listener === undefined ? [] : errors.filter((each) => each !== listener)
      }
    }
    if (/^(on|off)[A-Z]/.test(name) || name === 'destroy') return () => undefined
    if (name.endsWith('Sync')) {
      return () => {
        throw Object.assign(new Error(`${name}:fail not supported`), { errMsg: `${name}:fail not supported` })
      }
    }
    return (...args: unknown[]) => fail(name, args.find(hasCallbacks))
  }
  if (hasCallbacks(given)) later(() => fail(made, given))
  return new Proxy(values, {
    get(own, name) {
      if (typeof name === 'symbol' || name in own || name === 'then' || name === 'toJSON') return own[name as string]
      return (own[name] = method(name))
    },
  })
}

function hasCallbacks(given: unknown): boolean {
  if (given === null || typeof given !== 'object') return false
  try {
    return ['success', 'fail', 'complete'].some((name) => typeof (given as any)[name] === 'function')
  } catch {
    return false
  }
}
