// The framework's entry: Rust evaluates this file, takes `__tiffinBoot` off the global object and calls it with the
// native functions, before any code of the program runs.

import { setNative, type Hooks, type Native } from './native'
import { boot } from './boot'

;(globalThis as any).__tiffinBoot = (native: Native): Hooks => {
  setNative(native)
  return boot()
}
