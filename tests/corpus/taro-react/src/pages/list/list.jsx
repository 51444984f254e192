import { memo, useState } from 'react'
import { Button, ScrollView, Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useCart } from '../../cart'

const Dish = memo(({ name, index, onTake }) => (
  <View className='dish' id={`dish-${index}`}>
    <Text>{name}</Text>
    <Button size='mini' id={`take-${index}`} onClick={() => onTake(name, index)}>take</Button>
  </View>
))

/** As deep as a real page: Taro's templates recurse, and its ids of pages grow. */
function Deep({ n }) {
  return <View className='deep'>{n > 0 ? <Deep n={n - 1} /> : <Text id='bottom'>bottom</Text>}</View>
}

export default function List() {
  const router = useRouter()
  const { add } = useCart()
  const [dishes, set] = useState(Array.from({ length: 40 }, (_, i) => `dish ${i}`))
  const [taken, take] = useState([])
  const [top, setTop] = useState(0)
  const [measured, setMeasured] = useState('')
  const measure = () =>
    Taro.createSelectorQuery()
      .selectAll('.dish')
      .boundingClientRect()
      .select('#rows')
      .fields({ size: true, scrollOffset: true })
      .exec(([all, rows]) => setMeasured(`${all.length} of ${Math.round(rows.height)} at ${Math.round(rows.scrollTop)}`))
  return (
    <View id='list'>
      <View className='row'>from {decodeURIComponent(router.params.from)}</View>
      <ScrollView id='rows' scrollY scrollTop={top} style={{ height: '300px' }}>
        {dishes.map((name, i) => (
          <Dish key={name} name={name} index={i} onTake={(n, at) => { add(n); take((all) => [...all, `${n} at ${at}`]) }} />
        ))}
      </ScrollView>
      <View className='row'>taken: {taken.join(', ')}</View>
      <Button id='turn' onClick={() => set((all) => [...all].reverse())}>turn</Button>
      <Button id='less' onClick={() => set((all) => all.filter((_, i) => i % 2 === 0))}>less</Button>
      <Button id='down' onClick={() => setTop(100)}>down</Button>
      <Button id='measure' onClick={measure}>measure</Button>
      <View className='row'>{measured}</View>
      <Button id='say' onClick={() => { Taro.eventCenter.trigger('said', 'the list'); Taro.navigateBack() }}>say</Button>
      <Deep n={30} />
    </View>
  )
}
