// App() and getApp(), and the hooks of the program as a whole.
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/App.html

import { native } from '../native'
import { safely, setErrorListener } from '../faults'
import { parseQuery } from './query-string'
import { hidePage, showPage, topPage } from './pages'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket: string | undefined
  referrerInfo: Record<string, unknown>
}

let app: any = null
let launch: LaunchOptions | null = null
let enter: LaunchOptions | null = null
let front = true
const early: any = {}

export function readLaunch(json: string): LaunchOptions {
  const given = JSON.parse(json)
  return {
    path: given.path,
    query: parseQuery(given.query ?? ''),
    scene: given.scene,
    shareTicket: undefined,
    referrerInfo: given.referrerInfo ?? {},
  }
}

export function launchOptions(): LaunchOptions {
  launch ??= readLaunch(native.launch)
  return launch
}

export function enterOptions(): LaunchOptions {
  return enter ?? launchOptions()
}

/** Listeners of wx.onAppShow and the like: called after the App's own hooks. */
const listeners: Record<string, ((arg: unknown) => void)[]> = Object.create(null)

export function listen(name: string, listener: unknown): void {
  if (typeof listener === 'function') (listeners[name] ??= []).push(listener as any)
}

export function unlisten(name: string, listener?: unknown): void {
  listeners[name] = listener === undefined ? [] : (listeners[name] ?? []).filter((each) => each !== listener)
}

export function emit(name: string, arg?: unknown): boolean {
  const list = listeners[name] ?? []
  for (const each of [...list]) safely('Handler', () => each(arg))
  return list.length > 0
}

export function hook(name: string, ...args: unknown[]): boolean {
  if (typeof app?.[name] !== 'function') return false
  safely('App', () => app[name](...args))
  return true
}

/** The program's App object; called once, before pages and components are defined. */
export function App(def: any): void {
  if (app) {
    native.log(3, 'App() was called twice')
    return
  }
  app = Object.assign(early, def ?? {})
  if (def && Object.getPrototypeOf(def) !== Object.prototype) Object.setPrototypeOf(app, Object.getPrototypeOf(def))
  const options = launchOptions()
  hook('onLaunch', options)
  hook('onShow', options)
  emit('appShow', options)
}

export function getApp(options?: { allowDefault?: boolean }): unknown {
  if (app) return app
  return options?.allowDefault ? early : undefined
}

export function appDefined(): boolean {
  return app !== null
}

setErrorListener((message) => {
  hook('onError', message)
  emit('error', message)
})

export function onShow(json: string, quiet: boolean): void {
  if (json) enter = readLaunch(json)
  if (front) return
  front = true
  const options = enterOptions()
  hook('onShow', options)
  emit('appShow', options)
  const page = topPage()
  if (page && !quiet) showPage(page)
}

export function onPageNotFound(path: string, query: string): void {
  const options = { path, query: parseQuery(query), isEntryPage: !topPage() }
  const heard = hook('onPageNotFound', options)
  if (!emit('pageNotFound', options) && !heard) native.log(3, `page "${path}" is not there`)
}

export function onHide(): void {
  if (!front) return
  front = false
  const page = topPage()
  if (page) hidePage(page)
  hook('onHide')
  emit('appHide', { reason: 0 })
}
