// What WeChat would tell of a user, here of nobody.

import { toText } from '../attributes'
import { english } from '../language'
import { Component, register } from './component'

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

register('open-data', OpenData)
