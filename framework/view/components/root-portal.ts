// Children that leave their place in the document for the top of the page.

import { truthy } from '../attributes'
import { setPortalHome } from '../node'
import { Component, part, register } from './component'

type Made = ConstructorParameters<typeof Component>[0]

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

register('root-portal', RootPortal)
