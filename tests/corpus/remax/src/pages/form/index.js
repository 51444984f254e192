import * as React from 'react'
import { Button, Form, Input, Switch, View } from 'remax/wechat'

export default function Order() {
  const [name, setName] = React.useState('')
  const [spicy, setSpicy] = React.useState(false)
  const [sent, setSent] = React.useState('')
  return (
    <View id="form">
      <Form onSubmit={(e) => setSent(JSON.stringify(e.detail.value))} onReset={() => setSent('reset')}>
        <Input id="name" name="name" value={name} onInput={(e) => setName(e.detail.value)} />
        <View>hello {name}</View>
        <Switch id="spicy" name="spicy" checked={spicy} onChange={(e) => setSpicy(e.detail.value)} />
        <View>{spicy ? 'spicy' : 'mild'}</View>
        <Button id="send" formType="submit">send</Button>
        <Button id="clear" formType="reset">clear</Button>
        <View>{sent}</View>
      </Form>
    </View>
  )
}
