// Messages of views. Rust has checked their shape and size, and mirrored what state they carry.

import { dispatchViewEvent, updateState } from './events'
import { callPage, onApplied, onPainted, pages, resizePage } from './program/pages'
import { onQueried, onInvoked, dropQueries } from './wx/query'
import { native } from './native'

export function onViewMessage(id: number, json: string): void {
  const page = pages.get(id)
  if (!page) return
  const message = JSON.parse(json)
  switch (message.t) {
    case 'event':
      dispatchViewEvent(page, message)
      break
    case 'state':
      updateState(page, message)
      break
    case 'applied':
      onApplied(page, message.n)
      break
    case 'painted':
      onPainted(page)
      break
    case 'queried':
      onQueried(message.q, message.result)
      break
    case 'invoked':
      onInvoked(message.q, message.result, message.error)
      break
    case 'page':
      onPageEvent(page, message)
      break
    case 'error':
      native.log(4, `view: ${String(message.message)}`)
      break
    case 'log':
      native.log(1, `view: ${String(message.message ?? message.text ?? '')}`)
      break
  }
}

function onPageEvent(page: any, message: { event: string; detail?: any }): void {
  switch (message.event) {
    case 'scroll':
      callPage(page, 'onPageScroll', message.detail ?? {})
      break
    case 'reachBottom':
      callPage(page, 'onReachBottom')
      break
    case 'pullDownRefresh':
      callPage(page, 'onPullDownRefresh')
      break
    case 'resize':
      resizePage(page, message.detail)
      break
  }
}

export function onViewGone(id: number): void {
  const page = pages.get(id)
  if (!page) return
  page.context.onViewGone()
  dropQueries(id)
}
