// One of each kind of state that a person leaves in a view (docs/view-state.md). "report" says what the view holds, by the
// form and a query of it, and logs it: a journey reads the log once no driver answers any more.
Page({
  data: { dishes: ['noodles', 'rice', 'dumplings', 'soup'], picked: '', report: '' },
  onPicked(e) {
    this.setData({ picked: this.data.dishes[e.detail.value] })
  },
  onDraw() {
    wx.createSelectorQuery()
      .select('#canvas')
      .fields({ node: true, size: true })
      .exec(([{ node, width, height }]) => {
        node.width = width
        node.height = height
        const context = node.getContext('2d')
        context.fillStyle = '#6a1b9a'
        context.beginPath()
        context.arc(width / 2, height / 2, 40, 0, 2 * Math.PI)
        context.fill()
      })
  },
  onReport(e) {
    wx.createSelectorQuery()
      .select('#swiper')
      .fields({ properties: ['current'] })
      .select('#scroll')
      .scrollOffset()
      .select('#area')
      .boundingClientRect()
      .select('#movable')
      .boundingClientRect()
      .selectViewport()
      .scrollOffset()
      .exec(([swiper, scroll, area, movable, page]) => {
        const report = JSON.stringify({
          ...e.detail.value,
          swiper: swiper.current,
          scroll: scroll.scrollTop,
          movable: movable.left - area.left,
          page: page.scrollTop
        })
        console.log('report ' + report)
        this.setData({ report })
      })
  }
})
