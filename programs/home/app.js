// The home program: the first thing that a person sees. All it knows of the device
// and of the stores comes from utils/host.js.
App({
  globalData: {},
});
