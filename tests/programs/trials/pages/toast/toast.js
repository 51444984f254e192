Page({
  onLeave() {
    wx.showToast({ title: 'saved and left', duration: 15000 })
    wx.navigateBack()
  }
})
