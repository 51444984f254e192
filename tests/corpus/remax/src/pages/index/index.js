import * as React from 'react'
import { View, navigateTo } from 'remax/wechat'
import { usePageEvent } from 'remax/macro'
import { Cart } from '../../app'

export default function Index() {
  const { dishes } = React.useContext(Cart)
  const [life, add] = React.useState('')
  usePageEvent('onLoad', () => add((l) => `${l}load `))
  usePageEvent('onShow', () => add((l) => `${l}show `))
  usePageEvent('onReady', () => add((l) => `${l}ready `))
  return (
    <View id="index">
      <View>{life}</View>
      <View>in the cart: {dishes.length}</View>
      {['list', 'form'].map((page) => (
        <View key={page} id={`to-${page}`} onTap={() => navigateTo({ url: `/pages/${page}/index?from=${encodeURIComponent('主页')}` })}>
          {page}
        </View>
      ))}
    </View>
  )
}
