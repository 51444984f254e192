// What stands in the place of a component that needs a platform: its name, and an error event.

import { toText } from '../attributes'
import { emit } from '../events/emit'
import { english } from '../language'
import { trackNative, untrackNative } from '../native-places'
import { Component, part, register } from './component'

type Made = ConstructorParameters<typeof Component>[0]

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

  override connected(): void {
    trackNative(this.node)
  }

  override disconnected(): void {
    untrackNative(this.node)
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
] as const) {
  register(tag, class extends Placeholder {})
}
