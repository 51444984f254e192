// The view: a projection of the page that logic owns. Takes messages from the host by `__tiffin.receive`, applies them
// to this document, and sends back what a person does. Nothing here throws out of `receive`.

import './components'
import { installCssEvents } from './events/css'
import { installGestures } from './events/gesture'
import { installKeyboard } from './events/keyboard'
import { invoke } from './invoke'
import type { FromHost } from './messages'
import { applyBatch } from './ops'
import { addStyles, afterBatch, assign, installPage, pageScrollTo, refresh, setActive, setTheme } from './page'
import { query } from './query'
import { report, send } from './transport'
import { warmUp } from './warm'

function handle(message: FromHost): void {
  switch (message.t) {
    case 'assign':
      return assign(message)
    case 'batch':
      applyBatch(message.ops)
      send({ t: 'applied', n: message.n })
      return afterBatch()
    case 'query':
      return send({ t: 'queried', q: message.q, result: query(message.items) })
    case 'invoke':
      return invoke(message.q, message.node, message.method, message.args ?? {})
    case 'scroll':
      return pageScrollTo(message.top, message.duration ?? 300, message.selector, message.offsetTop)
    case 'refresh':
      return refresh(message.on)
    case 'theme':
      return setTheme(message.theme)
    case 'styles':
      return addStyles(message.styles)
    case 'suspend':
      return setActive(false)
    case 'resume':
      return setActive(true)
    default:
      throw new Error(`unknown message ${String((message as { t?: unknown }).t)}`)
  }
}

function receive(message: FromHost | string): void {
  try {
    handle(typeof message === 'string' ? (JSON.parse(message) as FromHost) : message)
  } catch (cause) {
    report('receive', cause)
  }
}

/** A view that was made for a page has it by then. */
const WARM_AFTER_MS = 100

Object.defineProperty(window, '__tiffin', { value: Object.freeze({ receive }) })

addEventListener('error', (event) => report('view', event.error ?? event.message))
addEventListener('unhandledrejection', (event) => report('view', event.reason))

installPage()
installGestures()
installKeyboard()
installCssEvents()
send({ t: 'ready' })
setTimeout(warmUp, WARM_AFTER_MS)
