// <image>: a box of 320 x 240 px by default, with an <img> inside that fits as `mode` says.

import { reflect, toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { Component, register } from './component'

const MODES = new Set([
  'scaleToFill',
  'aspectFit',
  'aspectFill',
  'widthFix',
  'heightFix',
  'top',
  'bottom',
  'center',
  'left',
  'right',
  'top left',
  'top right',
  'bottom left',
  'bottom right',
])

/** Addresses that an element may load. Others (`javascript:`, `file:`) fail as a broken picture does. */
export function safeSource(src: string): boolean {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(src)?.[1]?.toLowerCase()
  return scheme === undefined || scheme === 'http' || scheme === 'https' || scheme === 'blob' || scheme === 'mp'
    ? true
    : /^\s*data:(image|audio|video)\//i.test(src)
}

/** `//host/path` means https, whatever scheme the page itself has. */
export function absolute(src: string): string {
  return /^\s*\/\/[^/]/.test(src) ? `https:${src.trim()}` : src
}

export class ImageComponent extends Component {
  protected readonly img = document.createElement('img')

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.img.alt = ''
    this.img.draggable = false
    this.img.decoding = 'async'
    this.img.addEventListener('load', () => this.loaded())
    this.img.addEventListener('error', () => this.failed('load failed'))
    this.el.appendChild(this.img)
    this.setMode('scaleToFill')
  }

  override attribute(name: string, value: unknown): boolean {
    switch (name) {
      case 'src':
        this.load(toText(value))
        return true
      case 'mode':
        this.setMode(toText(value))
        return true
      case 'lazy-load':
        this.img.loading = truthy(value) ? 'lazy' : 'eager'
        return true
      case 'alt':
        reflect(this.el, 'role', toText(value) === '' ? undefined : 'img')
        reflect(this.el, 'aria-label', toText(value) === '' ? undefined : value)
        return true
      default:
        return false
    }
  }

  private load(src: string): void {
    this.el.removeAttribute('data-broken')
    if (src === '') return this.img.removeAttribute('src')
    if (safeSource(src)) this.img.src = absolute(src)
    else queueMicrotask(() => this.failed(`${src.slice(0, 100)} is not allowed`))
  }

  protected setMode(mode: string): void {
    this.el.dataset.mode = MODES.has(mode) ? mode : 'scaleToFill'
  }

  private loaded(): void {
    emit(this.node, 'load', { width: this.img.naturalWidth, height: this.img.naturalHeight })
  }

  private failed(why: string): void {
    this.el.setAttribute('data-broken', '')
    emit(this.node, 'error', { errMsg: `GET ${toText(this.attr('src')).slice(0, 500)} ${why}` })
  }
}

register('image', ImageComponent)
