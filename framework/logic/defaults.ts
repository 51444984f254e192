// What elements do by themselves in logic after the program's handlers ran: `navigator` routes.

import { closest, onDefault } from './events'
import { route } from './program/routes'
import { native } from './native'

const KINDS: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
}

onDefault('tap', (element) => {
  const at = closest(element, 'navigator')
  if (!at) return
  const read = (name: string): any => at.getAttribute(name) ?? undefined
  if (read('target') === 'miniProgram' || read('open-type') === 'exit') {
    const name = read('open-type') === 'exit' ? 'exitMiniProgram' : 'navigateToMiniProgram'
    const call = (globalThis as any).wx?.[name]
    if (typeof call === 'function') {
      call({
        appId: read('app-id'),
        path: read('path'),
        extraData: read('extra-data'),
        envVersion: read('version'),
        success: (result: unknown) => at.triggerEvent('success', result),
        fail: (result: unknown) => at.triggerEvent('fail', result),
        complete: (result: unknown) => at.triggerEvent('complete', result),
      })
    }
    return
  }
  const kind = KINDS[read('open-type') ?? 'navigate']
  if (!kind) return
  const end = (event: string, detail: object): void => {
    at.triggerEvent(event, detail)
    at.triggerEvent('complete', detail)
  }
  route(
    kind,
    String(read('url') ?? ''),
    Number(read('delta') ?? 1) || 1,
    null,
    () => end('success', { errMsg: `${kind}:ok` }),
    (message) => {
      native.log(3, `navigator: ${kind}:fail ${message}`)
      end('fail', { errMsg: `${kind}:fail ${message}` })
    },
  )
})
