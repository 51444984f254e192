import * as React from 'react'
import { Button, View, createSelectorQuery } from 'remax/wechat'
import { useQuery } from 'remax'
import { Cart } from '../../app'

export default function List() {
  const { add } = React.useContext(Cart)
  const query = useQuery()
  const [dishes, set] = React.useState(['noodles', 'soup', 'rice'])
  const [taken, take] = React.useState([])
  const [measured, setMeasured] = React.useState('')
  return (
    <View id="list">
      <View>from {decodeURIComponent(query.from)}</View>
      {dishes.map((name, i) => (
        <View key={name} className="dish">
          {name}
          <Button id={`take-${i}`} size="mini" onTap={() => { take((all) => [...all, `${name} at ${i}`]); add(name) }}>take</Button>
        </View>
      ))}
      <View>taken: {taken.join(', ')}</View>
      <Button id="turn" onTap={() => set((all) => [...all].reverse())}>turn</Button>
      <Button id="measure" onTap={() => createSelectorQuery().selectAll('.dish').boundingClientRect((all) => setMeasured(`${all.length} dishes`)).exec()}>measure</Button>
      <View>{measured}</View>
    </View>
  )
}
