import { useState } from 'react'
import { Canvas, View } from '@tarojs/components'
import Taro, { useReady } from '@tarojs/taro'

export default function Draw() {
  const [said, say] = useState([])
  const add = (line) => say((all) => [...all, line])
  useReady(() => {
    const old = Taro.createCanvasContext('old', Taro.getCurrentInstance().page)
    old.setFillStyle('#ff0000')
    old.fillRect(0, 0, 100, 100)
    old.draw(false, () =>
      Taro.canvasGetImageData({ canvasId: 'old', x: 5, y: 5, width: 1, height: 1 }, Taro.getCurrentInstance().page).then((r) => add(`old ${Array.from(r.data).join()}`), (e) => add(e.errMsg)),
    )
    Taro.nextTick(() =>
      Taro.createSelectorQuery()
        .select('#modern')
        .node()
        .exec(([{ node }]) => {
          const ctx = node.getContext('2d')
          ctx.fillStyle = '#0000ff'
          ctx.fillRect(0, 0, 50, 50)
          add(`new ${Array.from(ctx.getImageData(5, 5, 1, 1).data).join()}`)
        }),
    )
  })
  return (
    <View id='canvas'>
      <Canvas canvasId='old' style={{ width: '100px', height: '100px' }} />
      <Canvas id='modern' type='2d' style={{ width: '100px', height: '100px' }} />
      {said.map((line) => <View className='row' key={line}>{line}</View>)}
    </View>
  )
}
