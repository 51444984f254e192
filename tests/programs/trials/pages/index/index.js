Page({
  data: { n: 0, typed: '', answer: '' },
  onCount() { this.setData({ n: this.data.n + 1 }) },
  onType(e) { this.setData({ typed: e.detail.value }) },
  onThrow() {
    const nothing = undefined
    nothing.call()
  },
  onSpin() {
    let n = 0
    while (true) n += 1
  },
  onGo(e) { wx.navigateTo({ url: e.currentTarget.dataset.to }) },
  onToast() { wx.showToast({ title: 'still here', icon: 'none', duration: 8000 }) },
  onAsk() {
    wx.showModal({
      title: 'Really?',
      content: 'A question of a program',
      success: (r) => this.setData({ answer: r.confirm ? 'answered yes' : 'answered no' })
    })
  },
  onPick() {
    wx.showActionSheet({
      itemList: ['first', 'second', 'third'],
      success: (r) => this.setData({ answer: 'picked ' + r.tapIndex })
    })
  }
})
