// The way out of the view: whichever channel the shell put into the document.
// Each shell has its own (wry, Android's WebView, WKWebView); the messages are the same JSON text.

import type { ToHost } from './messages'

interface Channels {
  ipc?: { postMessage(text: string): void }
  TiffinBridge?: { postMessage(text: string): void }
  webkit?: { messageHandlers?: { tiffin?: { postMessage(text: string): void } } }
}

type Post = (text: string) => void

function find(): Post | null {
  const w = window as unknown as Channels
  const bridge = w.TiffinBridge
  if (bridge) return (text) => bridge.postMessage(text)
  const handler = w.webkit?.messageHandlers?.tiffin
  if (handler) return (text) => handler.postMessage(text)
  const ipc = w.ipc
  if (ipc) return (text) => ipc.postMessage(text)
  return null
}

let post: Post | null = null

/** Sends one message; without a channel (a plain browser) it is dropped. */
export function send(message: ToHost): void {
  post ??= find()
  post?.(JSON.stringify(message))
}

/** Reports a fault of the view or of what it was sent, bounded so that a loop of them stays cheap. */
export function report(where: string, cause: unknown): void {
  if (reported >= MAX_REPORTS) return
  reported += 1
  const error = cause instanceof Error ? cause : new Error(String(cause))
  send({
    t: 'error',
    message: `${where}: ${error.message}`.slice(0, 2000),
    stack: String(error.stack ?? '').slice(0, 8000),
  })
}

/** Enough to understand what went wrong in a page, too few to flood the host. */
const MAX_REPORTS = 100
let reported = 0

/** A page starts with a whole allowance of reports. */
export function resetReports(): void {
  reported = 0
}
