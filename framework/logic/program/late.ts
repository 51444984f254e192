// Packages that come while the program runs, for modules (require.async) and for components that a placeholder stands
// for. The host is asked for each, also for one that is on the device: it gives open pages the package's sheets first.
// https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages/async.html
// https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/placeholder.html

import { native } from '../native'
import { report } from '../faults'
import { startTimer, stopTimer } from '../globals'
import { emit } from './app'
import { ensureUnit, loadPackage, packageOf, setLoadHook, space } from './units'

/** Told why a package is not there, or null once it is. */
type Done = (error: string | null) => void

/** Who waits for an answer of the host, by package. */
const asked = new Map<string, Done[]>()
/** Components that placeholders stand for, by package. */
const wanted = new Map<string, Set<string>>()
/** Packages that are asked for because of their components. */
const hoping = new Set<string>()

/** After so long a program hears that a component's package has not come: `wx.onLazyLoadError` says 10 seconds. */
let patience = 10_000

export function setPatience(ms: unknown): void {
  if (typeof ms === 'number' && ms > 0 && ms < Infinity) patience = ms
}

/** Loads a package; `done` is called in a later turn, or at the end of this one. */
export function need(pkg: string, done: Done): void {
  const waiting = asked.get(pkg)
  if (waiting) {
    waiting.push(done)
    return
  }
  asked.set(pkg, [done])
  if (pkg === 'main') {
    void Promise.resolve().then(() => onPackage(pkg, true, ''))
    return
  }
  try {
    native.package(pkg)
  } catch (error) {
    const message = (error as Error).message
    void Promise.resolve().then(() => onPackage(pkg, false, message))
  }
}

/** The host's answer. */
export function onPackage(pkg: string, there: boolean, message: string): void {
  const waiting = asked.get(pkg) ?? []
  asked.delete(pkg)
  let error: string | null = there ? null : message
  if (there) {
    try {
      take(pkg)
    } catch (thrown) {
      error = (thrown as Error).message
    }
  }
  for (const done of waiting) done(error)
}

/** Reads a package and defines what is waited for; placeholders go when all of it is defined. */
function take(pkg: string): void {
  loadPackage(pkg)
  const paths = wanted.get(pkg)
  if (!paths) return
  wanted.delete(pkg)
  const components = space.getComponentSpace()
  components.startGroupRegister()
  for (const path of paths) if (!ensureUnit(path)) native.log(3, `component "${path}" is not in its package`)
  try {
    components.endGroupRegister()
  } catch (error) {
    report('Page', error)
  }
}

function reportLazyError(pkg: string, errMsg: string): void {
  emit('lazyLoadError', { type: 'subpackage', subpackage: [pkg], errMsg })
}

function fetch(pkg: string): void {
  if (hoping.has(pkg)) return
  hoping.add(pkg)
  const timer = startTimer(() => reportLazyError(pkg, 'loadSubpackage: timeout'), patience, [], false)
  need(pkg, (error) => {
    hoping.delete(pkg)
    stopTimer(timer)
    if (error === null) return
    native.log(3, `placeholders stay, package ${pkg}: ${error}`)
    reportLazyError(pkg, 'loadSubpackage: fail')
  })
}

/** Asks again for what did not come: the network is another one. */
export function fetchAgain(): void {
  for (const pkg of wanted.keys()) fetch(pkg)
}

/** From now on a placeholder that is shown brings its component's package. */
export function installLate(): void {
  space.getComponentSpace().setComponentWaitingListener((_isPublic, path) => {
    const pkg = packageOf(path)
    const paths = wanted.get(pkg)
    if (paths) paths.add(path)
    else wanted.set(pkg, new Set([path]))
    fetch(pkg)
  })
  // A route may bring a package that did not come when it was asked for.
  setLoadHook((pkg) => {
    if (wanted.has(pkg) && !asked.has(pkg)) fetch(pkg)
  })
}
