// `open-type` of a button: what the button does by itself after the program's handlers of the tap.
// https://developers.weixin.qq.com/miniprogram/dev/component/button.html

import { closest, describe, onDefault } from './events'
import { native } from './native'
import { recordOf } from './program/pages'
import { share } from './share'

type Result = Record<string, unknown>
type Act = (button: any, end: (detail: Result) => void) => void

/** Calls a function of `wx`, as the program finds it, and hands its outcome over, good or bad. */
function through(name: string, options: (button: any) => object): Act {
  return (button, end) => {
    const call = (globalThis as any).wx?.[name]
    if (typeof call !== 'function') return end({ errMsg: `${name}:fail not supported` })
    call({ ...options(button), success: end, fail: end })
  }
}

/** What needs a service of WeChat's: the event says so, and the log. */
function missing(name: string, more: Result = {}): Act {
  return (_button, end) => {
    native.log(3, `button: ${name}:fail not supported`)
    end({ errMsg: `${name}:fail not supported`, ...more })
  }
}

const chooseAvatar: Act = (_button, end) => {
  const call = (globalThis as any).wx?.chooseImage
  if (typeof call !== 'function') return native.log(3, 'button: chooseAvatar:fail not supported')
  call({
    count: 1,
    success: (result: { tempFilePaths?: string[] }) => end({ avatarUrl: result.tempFilePaths?.[0] ?? '' }),
    fail: (result: Result) => native.log(3, `button: chooseAvatar: ${String(result.errMsg)}`),
  })
}

/** By `open-type` in lower case: the event that the button triggers, and where its detail comes from. */
const ACTS = new Map<string, [event: string, act: Act]>([
  ['getuserinfo', ['getuserinfo', through('getUserInfo', (button) => ({ lang: button.getAttribute('lang') }))]],
  ['opensetting', ['opensetting', through('openSetting', () => ({}))]],
  ['chooseavatar', ['chooseavatar', chooseAvatar]],
  ['getphonenumber', ['getphonenumber', missing('getPhoneNumber')]],
  ['getrealtimephonenumber', ['getrealtimephonenumber', missing('getRealtimePhoneNumber')]],
  ['contact', ['contact', missing('enterContact', { path: '', query: {} })]],
  ['feedback', ['error', missing('feedback')]],
  ['launchapp', ['error', missing('launchApplication')]],
  ['agreeprivacyauthorization', ['agreeprivacyauthorization', (_button, end) => end({ errMsg: 'agree:ok' })]],
])

onDefault('tap', (element) => {
  const button = closest(element, 'button')
  const type = String(button?.getAttribute('open-type') ?? '').toLowerCase()
  if (!type) return
  if (type === 'share') {
    const page = recordOf(button)
    if (page) share(page, { from: 'button', target: describe(button) })
    return
  }
  const found = ACTS.get(type)
  if (!found) return
  const [event, act] = found
  act(button, (detail) => button.triggerEvent(event, detail))
})
