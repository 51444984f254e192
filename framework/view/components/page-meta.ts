// The page's own style and font sizes, from its template.

import { toText } from '../attributes'
import { inlineStyle } from '../rpx'
import { Component, register } from './component'

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

register('page-meta', PageMeta)
