// Passing a page on: the menu and buttons ask the page what to share, the host makes a link of it.
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html#onShareAppMessage-Object-object

import { startTimer } from './globals'
import { native } from './native'
import { ask } from './wx/calls'
import { callPage, topPage } from './program/pages'
import type { PageRecord } from './program/page-record'

export interface Occasion {
  from: 'button' | 'menu'
  target?: unknown
}

/** How long a promise in what the page returns may take; then what stands beside it counts. */
const PATIENCE_MS = 3000

export function share(page: PageRecord, occasion: Occasion): void {
  const content = plain(callPage(page, 'onShareAppMessage', occasion))
  const promise = content.promise as Promise<unknown> | undefined
  if (typeof promise?.then !== 'function') return send(page, content)
  let sent = false
  const once = (better: object): void => {
    if (!sent) send(page, { ...content, ...better })
    sent = true
  }
  startTimer(() => once({}), PATIENCE_MS, [], false)
  promise.then(
    (better) => once(plain(better)),
    () => once({}),
  )
}

function plain(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
}

function send(page: PageRecord, { title, path, imageUrl }: Record<string, unknown>): void {
  ask('shareAppMessage', { title, path: path || itself(page), imageUrl }, (ok, result) => {
    if (!ok) native.log(3, `onShareAppMessage: ${String(result.errMsg)}`)
  })
}

/** The page with the parameters that it was opened with, encoded as they were. */
function itself(page: PageRecord): string {
  const query = Object.keys(page.query).map((key) => `${key}=${page.query[key]}`)
  return query.length ? `${page.path}?${query.join('&')}` : page.path
}

/** The host's menu: the page in front is asked. */
export function onShare(): void {
  const page = topPage()
  if (page) share(page, { from: 'menu' })
}
