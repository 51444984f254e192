// RequestTask, UploadTask, DownloadTask and SocketTask: handles on calls that stay open.

import { native } from '../native'
import { safely } from '../faults'
import { ask, encode, styled } from './calls'

class Listeners {
  private map: Record<string, ((arg: unknown) => void)[]> = Object.create(null)
  on(event: string, listener: unknown): void {
    if (typeof listener === 'function') (this.map[event] ??= []).push(listener as any)
  }
  off(event: string, listener?: unknown): void {
    this.map[event] = listener === undefined ? [] : (this.map[event] ?? []).filter((each) => each !== listener)
  }
  emit(event: string, arg: unknown): void {
    for (const each of [...(this.map[event] ?? [])]) safely('Handler', () => each(arg))
  }
}

const EVENTS: Record<string, string[]> = {
  request: ['HeadersReceived', 'ChunkReceived'],
  downloadFile: ['HeadersReceived', 'ProgressUpdate'],
  uploadFile: ['HeadersReceived', 'ProgressUpdate'],
}

function eventName(name: string): string {
  return name[0]!.toLowerCase() + name.slice(1)
}

/** request, downloadFile, uploadFile: settle once, and can be aborted before. */
export function transfer(name: string): (options?: unknown) => unknown {
  return (given) =>
    styled(name, given, (options, settle) => {
      const listeners = new Listeners()
      let done = false
      const call = ask(
        name,
        options,
        (ok, result) => {
          done = true
          settle(ok, result)
        },
        (event, payload) => listeners.emit(event, payload),
      )
      const task: any = {
        abort() {
          if (!done) native.callMethod(call, 'abort', '{}')
        },
      }
      for (const event of EVENTS[name] ?? []) {
        task[`on${event}`] = (listener: unknown) => listeners.on(eventName(event), listener)
        task[`off${event}`] = (listener?: unknown) => listeners.off(eventName(event), listener)
      }
      return task
    })
}

const sockets: any[] = []

export function connectSocket(given?: unknown): unknown {
  const listeners = new Listeners()
  let call = 0
  const task: any = { readyState: 0, CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }
  for (const event of ['Open', 'Message', 'Error', 'Close']) {
    task[`on${event}`] = (listener: unknown) => listeners.on(eventName(event), listener)
  }
  const method = (name: string) => (options?: any) =>
    styled(name, options, (own, settle) => {
      if (task.readyState > 1 || call === 0) return settle(false, { errMsg: `${name}:fail socket is closed` })
      if (name === 'closeSocket') task.readyState = 2
      native.callMethod(call, name === 'closeSocket' ? 'close' : 'send', encode(own))
      settle(true, {})
      return undefined
    })
  task.send = method('sendSocketMessage')
  task.close = method('closeSocket')
  styled('connectSocket', { fail() {}, ...(given as object) }, (options, settle) => {
    call = ask('connectSocket', options, settle, (event, payload, last) => {
      if (event === 'open') task.readyState = 1
      if (event === 'close' || last) {
        task.readyState = 3
        const at = sockets.indexOf(task)
        if (at >= 0) sockets.splice(at, 1)
      }
      listeners.emit(event, payload)
      shared.emit(event, payload)
    })
    sockets.push(task)
    return undefined
  })
  return task
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
          settle(false, { errMsg: 'sendSocketMessage:fail no socket' }),
        ),
  closeSocket: (options: unknown) =>
    sockets[0]
      ? sockets[0].close(options)
      : styled('closeSocket', options, (_own, settle) => settle(false, { errMsg: 'closeSocket:fail no socket' })),
}
