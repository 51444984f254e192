App({
  onLaunch() {
    throw new Error('App throws at once')
  }
})
throw new Error('and so does its script')
