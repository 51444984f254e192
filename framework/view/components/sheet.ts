// A sheet from the bottom of the view, for pickers: a mask, a head with cancel and confirm, a body.

import { lockPage } from '../events/catching'
import { english } from '../language'
import { setPortalHome } from '../node'
import { part } from './component'

const open = new Set<() => void>()

export interface SheetOptions {
  title: string
  confirm: () => void
  cancel: () => void
}

const WORDS = { zh: ['取消', '确定'], en: ['Cancel', 'Confirm'] } as const

/** Opens a sheet and returns its body. */
export function openSheet(options: SheetOptions): { body: HTMLElement; close: () => void } {
  const words = english() ? WORDS.en : WORDS.zh
  const layer = part('tf-sheet-layer')
  const mask = part('tf-mask', layer)
  const sheet = part('tf-sheet', layer)
  sheet.setAttribute('role', 'dialog')
  sheet.setAttribute('aria-modal', 'true')
  const head = part('tf-sheet-head', sheet)
  const cancel = control(words[0], head)
  part('tf-sheet-title', head).textContent = options.title
  const confirm = control(words[1], head)
  confirm.classList.add('tf-confirm')
  const body = part('tf-sheet-body', sheet)
  const before = document.activeElement as HTMLElement | null

  const close = (): void => {
    if (!open.delete(close)) return
    lockPage(open.size > 0)
    layer.classList.remove('tf-open')
    removeEventListener('keydown', escape, true)
    setTimeout(() => layer.remove(), 250)
    before?.focus?.({ preventScroll: true })
  }
  const leave = (then: () => void) => (): void => {
    close()
    then()
  }
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // Handled: a shell takes what no page wanted for the way back.
    event.preventDefault()
    leave(options.cancel)()
  }
  mask.addEventListener('click', leave(options.cancel))
  cancel.addEventListener('click', leave(options.cancel))
  confirm.addEventListener('click', leave(options.confirm))
  addEventListener('keydown', escape, true)
  for (const type of ['touchmove', 'wheel']) mask.addEventListener(type, (e) => e.preventDefault(), { passive: false })
  setPortalHome(layer, document.documentElement)
  document.body.appendChild(layer)
  open.add(close)
  lockPage(true)
  void layer.offsetHeight
  layer.classList.add('tf-open')
  confirm.focus({ preventScroll: true })
  return { body, close }
}

function control(text: string, parent: HTMLElement): HTMLElement {
  const el = part('tf-sheet-control', parent, 'button')
  el.textContent = text
  return el
}

export function closeSheets(): void {
  for (const close of [...open]) close()
}
