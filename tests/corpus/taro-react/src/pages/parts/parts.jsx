import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button, Cell, Stepper, Tabs, Popup } from '@taroify/core'
import '@taroify/core/button/style'
import '@taroify/core/cell/style'
import '@taroify/core/stepper/style'
import '@taroify/core/tabs/style'
import '@taroify/core/popup/style'

export default function Parts() {
  const [tab, setTab] = useState(0)
  const [n, setN] = useState(1)
  const [open, setOpen] = useState(false)
  return (
    <View id='parts'>
      <Tabs value={tab} onChange={setTab}>
        <Tabs.TabPane title='soup'>soups</Tabs.TabPane>
        <Tabs.TabPane title='rice'>rices</Tabs.TabPane>
      </Tabs>
      <View className='row'>tab {tab}</View>
      <Cell title='how many'><Stepper id='stepper' value={n} onChange={setN} /></Cell>
      <View className='row'>number {n}</View>
      <Button id='open' color='primary' onClick={() => setOpen(true)}>open</Button>
      <Popup open={open} placement='bottom' onClose={() => setOpen(false)}><View id='inside' onClick={() => setOpen(false)}>inside the popup</View></Popup>
    </View>
  )
}
