// wx.previewImage: pictures over the whole page, one at a time, swiped or by arrow keys; a tap or Escape closes.
// It is the view's own and not in the program's tree: a rebuilt view is without it.

import { lockPage } from './events/catching'
import { part } from './components/component'
import { setPortalHome } from './node'

/** More than a person looks through; WeChat shows no limit. */
const MAX_PICTURES = 200

let closeOpen: (() => void) | null = null

export function openViewer(urls: unknown, current: unknown): void {
  const pictures = (Array.isArray(urls) ? urls : [])
    .filter((url): url is string => typeof url === 'string')
    .slice(0, MAX_PICTURES)
  if (pictures.length === 0) throw new Error('no pictures')
  closeOpen?.()
  const layer = part('tf-viewer')
  layer.setAttribute('role', 'dialog')
  layer.setAttribute('aria-modal', 'true')
  layer.tabIndex = -1
  const strip = part('tf-viewer-strip', layer)
  const count = part('tf-viewer-count', layer)
  pictures.forEach((url) => {
    const image = document.createElement('img')
    // A file of the program's own is served to its views under this path, as in attributes.
    image.src = url.replace(/^wxfile:\/\//, '/__tiffin__/file/')
    image.alt = ''
    image.addEventListener('error', () => image.classList.add('tf-broken'))
    part('tf-viewer-page', strip).appendChild(image)
  })
  const at = (): number => Math.round(strip.scrollLeft / Math.max(strip.clientWidth, 1))
  const go = (index: number): void => {
    strip.scrollLeft = Math.min(Math.max(index, 0), pictures.length - 1) * strip.clientWidth
  }
  const say = (): void => {
    count.textContent = pictures.length > 1 ? `${at() + 1} / ${pictures.length}` : ''
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowRight') go(at() + 1)
    else if (event.key === 'ArrowLeft') go(at() - 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const close = (): void => {
    if (closeOpen !== close) return
    closeOpen = null
    lockPage(false)
    removeEventListener('keydown', key, true)
    layer.remove()
  }
  strip.addEventListener('scroll', say)
  layer.addEventListener('click', close)
  addEventListener('keydown', key, true)
  setPortalHome(layer, document.documentElement)
  document.body.appendChild(layer)
  closeOpen = close
  lockPage(true)
  const wanted = typeof current === 'number' ? current : pictures.indexOf(String(current ?? ''))
  go(Math.max(wanted, 0))
  say()
  layer.focus({ preventScroll: true })
}

/** For a page that is reset. */
export function closeViewer(): void {
  closeOpen?.()
}
