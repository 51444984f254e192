// Small ones: web-view (a message: pages of the web are not shown yet), open-data, root-portal, page-container, and a
// label for components that need a platform (map, camera, live video).

import { toNumber, toText, truthy } from '../attributes'
import { emit } from '../events/emit'
import { markDirty } from '../ops'
import { setPortalHome } from '../node'
import { inlineStyle } from '../rpx'
import { Component, part, register } from './component'

type Made = ConstructorParameters<typeof Component>[0]

const english = (): boolean => document.documentElement.lang.startsWith('en')

class Placeholder extends Component {
  private readonly note: HTMLElement

  constructor(node: Made) {
    super(node)
    this.el.classList.add('wx-unavailable')
    this.note = part('wx-unavailable-note', this.el)
    const over = part('wx-unavailable-over', this.el)
    node.content = over
    this.write()
    queueMicrotask(() => emit(node, 'error', { errMsg: `${node.tag}:fail not supported` }))
  }

  private write(): void {
    const tag = this.node.tag
    const what = tag === 'web-view' ? toText(this.attr('src')).slice(0, 200) : `<${tag}>`
    this.note.textContent = `${english() ? 'Not supported here' : '此处暂不支持'}\n${what}`
  }

  override attribute(name: string, _value: unknown): boolean {
    if (name === 'src') this.write()
    return false
  }
}

for (const tag of [
  'web-view',
  'map',
  'camera',
  'live-player',
  'live-pusher',
  'voip-room',
  'channel-live',
  'channel-video',
  'editor',
  'xr-scene',
]) {
  register(tag, class extends Placeholder {})
}

/** The private host knows no WeChat user: a neutral name and picture. */
class OpenData extends Component {
  override attribute(name: string, value: unknown): boolean {
    if (name !== 'type') return false
    const type = toText(value)
    this.el.classList.toggle('wx-open-avatar', type === 'userAvatarUrl')
    this.el.textContent = type === 'userNickName' ? (english() ? 'User' : '用户') : ''
    return true
  }
}

/** Shows its children above the page, whatever clips or transforms around it. */
class RootPortal extends Component {
  private readonly layer = part('wx-root-portal-layer')

  constructor(node: Made) {
    super(node)
    setPortalHome(this.layer, this.el)
    node.content = this.layer
  }
  override attribute(name: string, _value: unknown): boolean {
    if (name !== 'enable') return false
    this.connected()
    return true
  }
  private get enabled(): boolean {
    const enable = this.attr('enable')
    return enable === undefined || truthy(enable)
  }
  override connected(): void {
    if (this.el.isConnected) (this.enabled ? document.body : this.el).appendChild(this.layer)
  }
  override disconnected(): void {
    this.layer.remove()
  }
}

/** A half-page that slides in: mask and box, with its six events. */
class PageContainer extends Component {
  private readonly mask = part('wx-page-container-mask', this.el)
  private readonly box = part('wx-page-container-box', this.el)
  private timer = 0

  constructor(node: Made) {
    super(node)
    node.content = this.box
    this.el.dataset.position = 'bottom'
    this.mask.addEventListener('click', () => {
      emit(this.node, 'clickoverlay', {})
      this.show(false)
    })
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'show') markDirty(this)
    else if (name === 'position') this.el.dataset.position = toText(value) || 'bottom'
    else if (name === 'round') this.el.toggleAttribute('round', truthy(value))
    else if (name === 'overlay') this.mask.hidden = !truthy(value)
    else if (name === 'overlay-style') this.mask.style.cssText = inlineStyle(toText(value))
    else if (name === 'custom-style') this.box.style.cssText = inlineStyle(toText(value))
    else return false
    return true
  }

  /** Events are for listeners of the same batch too. */
  override update(): void {
    this.show(truthy(this.attr('show')))
  }

  private show(on: boolean): void {
    if (this.el.hasAttribute('open') === on) return
    const names = on ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave']
    const duration = toNumber(this.attr('duration'), 300)
    this.el.style.setProperty('--wx-duration', `${duration}ms`)
    emit(this.node, names[0] ?? '', {})
    this.el.toggleAttribute('open', on)
    emit(this.node, names[1] ?? '', {})
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => emit(this.node, names[2] ?? '', {}), duration)
  }
}

/** Shows its children while the window fits: min-width, max-width, width, the same of height, orientation. */
class MatchMedia extends Component {
  private query: MediaQueryList | null = null
  private readonly react = (): void => void this.el.toggleAttribute('hidden', this.query?.matches === false)

  override attribute(name: string, _value: unknown): boolean {
    if (!/^((min|max)-)?(width|height)$|^orientation$/.test(name)) return false
    markDirty(this)
    return true
  }

  override update(): void {
    const conditions: string[] = []
    for (const [name, value] of this.node.attrs ?? []) {
      if (/(width|height)$/.test(name)) conditions.push(`(${name}: ${toNumber(value, 0)}px)`)
      if (name === 'orientation') conditions.push(`(orientation: ${value === 'landscape' ? 'landscape' : 'portrait'})`)
    }
    this.released()
    this.query = matchMedia(conditions.join(' and ') || 'all')
    this.query.addEventListener('change', this.react)
    this.react()
  }

  override released(): void {
    this.query?.removeEventListener('change', this.react)
  }
}

/** What a page sets for the document around it. */
class PageMeta extends Component {
  override attribute(name: string, value: unknown): boolean {
    const page = document.querySelector<HTMLElement>('wx-page')
    if (name === 'page-style' && page) page.style.cssText = inlineStyle(toText(value))
    else if (name === 'page-font-size' && page) page.style.fontSize = toText(value)
    else if (name === 'root-font-size') document.documentElement.style.fontSize = toText(value)
    else return false
    return true
  }
}

register('match-media', MatchMedia)
register('page-meta', PageMeta)
register('open-data', OpenData)
register('root-portal', RootPortal)
register('page-container', PageContainer)
