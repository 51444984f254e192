// <navigator>: logic does the routing on `tap`, so its taps always go there; here is only its role.

import { Component, register } from './component'

class Navigator extends Component {
  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node)
    this.el.setAttribute('role', 'link')
    this.el.tabIndex = 0
  }

  override activate(): boolean {
    return true
  }
}

register('navigator', Navigator)
