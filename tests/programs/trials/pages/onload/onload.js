Page({
  data: { text: 'loaded all the same' },
  onLoad() {
    throw new TypeError('onLoad of this page throws')
  }
})
