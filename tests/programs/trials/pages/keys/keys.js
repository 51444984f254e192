Page({
  data: { said: 'nothing', dishes: ['noodles', 'rice'] },
  say(said) {
    this.setData({ said })
  },
  onInput(e) {
    this.say('typed ' + e.detail.value)
  },
  onPress(e) {
    this.say('pressed ' + e.currentTarget.dataset.name)
  },
  onCancel() {
    this.say('picker cancelled')
  },
  onModal() {
    wx.showModal({ title: 'Sure?', success: (r) => this.say(r.cancel ? 'modal cancelled' : 'modal confirmed') })
  },
  onSheet() {
    wx.showActionSheet({ itemList: ['first', 'second'], success: (r) => this.say('chose ' + r.tapIndex), fail: () => this.say('sheet cancelled') })
  }
})
