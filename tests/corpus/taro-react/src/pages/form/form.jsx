import { useState } from 'react'
import { Button, Checkbox, CheckboxGroup, Form, Input, Label, Switch, View } from '@tarojs/components'

export default function Order() {
  const [name, setName] = useState('')
  const [spicy, setSpicy] = useState(false)
  const [extras, setExtras] = useState([])
  const [sent, setSent] = useState('')
  return (
    <View id='form'>
      <Form onSubmit={(e) => setSent(JSON.stringify(e.detail.value))} onReset={() => setSent('reset')}>
        <Input id='name' name='name' value={name} onInput={(e) => setName(e.detail.value)} className='row' />
        <View className='row'>hello {name}</View>
        <Switch id='spicy' name='spicy' checked={spicy} onChange={(e) => setSpicy(e.detail.value)} />
        <CheckboxGroup name='extras' onChange={(e) => setExtras(e.detail.value)}>
          {['rice', 'soup'].map((extra) => (
            <Label key={extra}><Checkbox id={extra} value={extra} checked={extras.includes(extra)} />{extra}</Label>
          ))}
        </CheckboxGroup>
        <View className='row'>{spicy ? 'spicy' : 'mild'} with {extras.join('+') || 'nothing'}</View>
        <Button id='send' formType='submit'>send</Button>
        <Button id='clear' formType='reset'>clear</Button>
        <View className='row'>{sent}</View>
      </Form>
    </View>
  )
}
