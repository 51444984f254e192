// RequestTask, UploadTask, DownloadTask and SocketTask: handles on calls that stay open.

import { native } from '../native'
import { safely } from '../faults'
import { ask, callMethod, later, styled } from './calls'
import { capital, Listeners } from './listeners'
import type { Row } from './table'

/** request, downloadFile, uploadFile: settle once, and can be aborted before; their events and methods are the row's. */
export function task(row: Row): (options?: unknown) => unknown {
  return (given) =>
    styled(row.name, given, (options, settle) => {
      const listeners = new Listeners()
      let done = false
      const call = ask(
        row.name,
        options,
        (ok, result) => {
          done = true
          settle(ok, result)
        },
        (event, payload) => listeners.emit(event, payload),
      )
      const made: any = {}
      for (const method of row.methods ?? []) {
        made[method] = (argument?: unknown) => {
          if (!done) callMethod(call, method, argument ?? {})
        }
      }
      for (const event of row.events ?? []) {
        made[`on${capital(event)}`] = (listener: unknown) => {
          listeners.on(event, listener)
          // Until then the host's events are not told: a request that nobody listens to costs no turn.
          native.listen(call)
        }
        made[`off${capital(event)}`] = (listener?: unknown) => listeners.off(event, listener)
      }
      return made
    })
}

const sockets: any[] = []

const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }

/** https://developers.weixin.qq.com/miniprogram/dev/api/network/websocket/SocketTask.html */
export function connectSocket(row: Row, given?: unknown): unknown {
  const listeners = new Listeners()
  let call = 0
  const made: any = { readyState: STATES.CONNECTING, ...STATES }
  for (const event of row.events ?? []) {
    made[`on${capital(event)}`] = (listener: unknown) => listeners.on(event, listener)
  }
  const ended = (): void => {
    made.readyState = STATES.CLOSED
    const at = sockets.indexOf(made)
    if (at >= 0) sockets.splice(at, 1)
  }
  const refuse = (
    name: string,
    settle: (ok: boolean, result: Record<string, unknown>) => void,
    why: string,
  ): undefined => {
    later(() => settle(false, { errMsg: `${name}:fail ${why}` }))
  }
  made.send = (options?: any) =>
    styled('sendSocketMessage', options, (own, settle) => {
      if (made.readyState !== STATES.OPEN)
        return refuse('sendSocketMessage', settle, 'SocketTask.readyState is not OPEN')
      const { data } = own
      if (typeof data !== 'string' && !(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) {
        return refuse('sendSocketMessage', settle, 'parameter error: parameter.data should be String or ArrayBuffer;')
      }
      callMethod(call, 'send', { data })
      later(() => settle(true, {}))
      return undefined
    })
  made.close = (options?: any) =>
    styled('closeSocket', options, (own, settle) => {
      if (made.readyState >= STATES.CLOSING) return refuse('closeSocket', settle, 'socket is closed')
      made.readyState = STATES.CLOSING
      callMethod(call, 'close', { code: own.code, reason: own.reason })
      later(() => settle(true, {}))
      return undefined
    })
  styled('connectSocket', { fail() {}, ...(given as object) }, (options, settle) => {
    const answered: typeof settle = (ok, result) => {
      settle(ok, result)
      if (ok) return
      // A socket that cannot even be tried ends as one whose connection failed.
      ended()
      listeners.emit('error', { errMsg: result.errMsg })
      shared.emit('error', { errMsg: result.errMsg })
    }
    const heard = (event: string, payload: unknown, last: boolean): void => {
      if (event === 'open') {
        // The program closed it meanwhile: it will hear of the end.
        if (made.readyState !== STATES.CONNECTING) return
        made.readyState = STATES.OPEN
      }
      if (last) ended()
      listeners.emit(event, payload)
      shared.emit(event, payload)
    }
    call = ask('connectSocket', options, answered, heard)
    native.listen(call)
    sockets.push(made)
    return undefined
  })
  return made
}

/** The old form: one socket for the whole program. */
const shared = new Listeners()
export const oldSocket: Record<string, unknown> = {
  onSocketOpen: (listener: unknown) => shared.on('open', listener),
  onSocketMessage: (listener: unknown) => shared.on('message', listener),
  onSocketError: (listener: unknown) => shared.on('error', listener),
  onSocketClose: (listener: unknown) => shared.on('close', listener),
  sendSocketMessage: (options: unknown) =>
    sockets[0]
      ? sockets[0].send(options)
      : styled('sendSocketMessage', options, (_own, settle) =>
          later(() => settle(false, { errMsg: 'sendSocketMessage:fail no socket' })),
        ),
  closeSocket: (options: unknown) =>
    sockets[0]
      ? sockets[0].close(options)
      : styled('closeSocket', options, (_own, settle) =>
          later(() => settle(false, { errMsg: 'closeSocket:fail no socket' })),
        ),
}
