// Films: what is on, where to sit.
App({
  globalData: {},
});
