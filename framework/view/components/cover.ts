// <cover-view> and <cover-image>: in a web view nothing is native, so they are a box and a picture.

import { toText } from '../attributes'
import { cssLength } from '../rpx'
import { Component, register } from './component'
import { ImageComponent } from './image'

class CoverView extends Component {
  override attribute(name: string, value: unknown): boolean {
    if (name !== 'scroll-top') return false
    this.el.scrollTop = parseFloat(cssLength(toText(value))) || 0
    return true
  }
}

register('cover-view', CoverView)
register('cover-image', class CoverImage extends ImageComponent {})
