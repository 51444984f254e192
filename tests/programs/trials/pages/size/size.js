// What a program hears of the window's size: by its page, by wx.onWindowResize, and when it asks.
Page({
  data: { told: 'nothing yet', asked: '' },
  pageTold: 0,
  windowTold: 0,
  onLoad() {
    this.listener = ({ size }) => this.tell('windowTold', size)
    wx.onWindowResize(this.listener)
    this.onAsk()
  },
  onUnload() {
    wx.offWindowResize(this.listener)
  },
  onResize({ size }) {
    this.tell('pageTold', size)
  },
  tell(count, size) {
    this[count] += 1
    const { windowWidth, windowHeight } = size
    console.log(`${count} ${this[count]}: ${windowWidth}x${windowHeight}`)
    this.setData({ told: `page ${this.pageTold}, window ${this.windowTold}: ${windowWidth}x${windowHeight}` })
    this.onAsk()
  },
  onAsk() {
    const { windowWidth, windowHeight, pixelRatio } = wx.getWindowInfo()
    this.setData({ asked: `${windowWidth}x${windowHeight} at ${pixelRatio}` })
  }
})
