import { useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, useLoad, useReady } from '@tarojs/taro'
import { useCart } from '../../cart'

export default function Index() {
  const [life, add] = useState('')
  const { dishes } = useCart()
  useLoad(() => add((l) => l + 'load '))
  useDidShow(() => add((l) => l + 'show '))
  useReady(() => add((l) => l + 'ready '))
  const [heard, hear] = useState('')
  useEffect(() => {
    Taro.eventCenter.on('said', hear)
    return () => Taro.eventCenter.off('said', hear)
  }, [])
  return (
    <View id='index'>
      <View className='row' id='life'>{life}</View>
      <View className='row' id='count'>in the cart: {dishes.length}</View>
      <View className='row' id='heard'>heard {heard}</View>
      {['list', 'form', 'canvas'].map((page) => (
        <View className='row' key={page} id={`to-${page}`} onClick={() => Taro.navigateTo({ url: `/pages/${page}/${page}?from=${encodeURIComponent('主页')}` })}>
          <Text>{page}</Text>
        </View>
      ))}
    </View>
  )
}
