Page({
  data: { depth: 1 },
  onLoad(query) {
    this.setData({ depth: Number(query.depth || 1) })
  },
  onDeeper() {
    wx.navigateTo({ url: `/pages/deep/deep?depth=${this.data.depth + 1}` })
  }
})
