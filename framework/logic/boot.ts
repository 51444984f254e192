// Puts the pieces together: globals, definitions, the `wx` object, and the hooks that Rust calls.

import { native, type Hooks } from './native'
import { installErrors } from './engine/errors'
import { installIntl } from './engine/intl'
import { installRegExpStatics } from './engine/regexp'
import { fireTimer, installGlobals } from './globals'
import { report } from './faults'
import { addErrorListener } from './glass'
import { App, getApp, onHide, onPageNotFound, onShow, hook, emit } from './program/app'
import { defineBehavior, defineComponent, defineEmpty, definePage } from './program/definitions'
import { fetchAgain, installLate, onPackage } from './program/late'
import { runScript } from './program/modules'
import { appConfig, ensureUnit, loadPackage, packageOf, scopeName, setUnitHooks, units } from './program/units'
import { getCurrentPages, flushPages, runPageCallbacks, resizePages, pages } from './program/pages'
import { routed, routeFailed } from './program/routes'
import { onViewMessage, onViewGone } from './view'
import { installWxsGlobals } from './wxs'
import { installAsking } from './blocks/ask'
import { setScopeNames } from './blocks'
import { makeWx } from './wx/facade'
import { onReply, onCallEvent } from './wx/calls'
import { onHostEvent, onEnvironment } from './wx/events'
import { makeHome } from './wx/home'
import { onInternal } from './events'
import { onIntersection } from './wx/intersection'
import { onShare } from './share'
import './defaults'
import './open-types'

export function boot(): Hooks {
  installErrors()
  installRegExpStatics()
  installIntl(globalThis)
  installGlobals(globalThis)
  installWxsGlobals(globalThis)
  addErrorListener()
  setScopeNames(scopeName)
  installAsking()
  onInternal('intersection', onIntersection)
  setUnitHooks(runScript, defineEmpty)
  installLate()
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
  }
  define('App', App)
  define('getApp', getApp)
  define('Page', (def: unknown) => definePage(def))
  define('Component', (def: unknown) => defineComponent(def))
  define('Behavior', defineBehavior)
  define('getCurrentPages', getCurrentPages)
  define('wx', makeWx())
  if (native.isHome) define('tiffin', makeHome())
  return {
    start,
    route: routed,
    routeFailed,
    pageNotFound: onPageNotFound,
    view: onViewMessage,
    viewGone: onViewGone,
    reply: onReply,
    callEvent: onCallEvent,
    event: (name, json) => {
      onHostEvent(name, json)
      if (name === 'networkStatusChange') fetchAgain()
    },
    package: onPackage,
    timer: fireTimer,
    show: onShow,
    hide: onHide,
    share: onShare,
    environment: (json) => onEnvironment(json, resizePages),
    rejected(reason) {
      const handled = hook('onUnhandledRejection', { reason, promise: undefined })
      if (!emit('unhandledRejection', { reason, promise: undefined }) && !handled) report('Handler', reason)
    },
    close() {
      for (const page of [...pages.values()].reverse()) page.caller?.onUnload?.call(page.caller)
    },
    flush: flushPages,
    runCallbacks: runPageCallbacks,
  }
}

/** Not documented, but there in WeChat and read by programs: what app.json says, and which kind of release runs. */
function wxConfig(): object {
  // A copy: what a program does to it must not reach ours.
  const app = JSON.parse(JSON.stringify(appConfig)) as typeof appConfig
  const { pages: list, subPackages, tabBar, window, entryPagePath, permission, networkTimeout } = app
  return {
    envVersion: 'release',
    debug: false,
    platform: native.platform,
    accountInfo: { appId: native.program },
    pages: list,
    subPackages,
    tabBar,
    entryPagePath,
    permission,
    networkTimeout,
    global: { window },
    window,
  }
}

/** Runs app.js, then every script of the main package, as WeChat does without lazyCodeLoading. */
function start(): void {
  try {
    loadPackage('main')
  } catch (error) {
    report('Start', error, true)
    return
  }
  Object.defineProperty(globalThis, '__wxConfig', { value: wxConfig(), writable: true, configurable: true })
  try {
    runScript('app.js')
  } catch (error) {
    report('App', error, true)
    return
  }
  if (appConfig.lazyCodeLoading) return
  for (const [path, unit] of units) if (unit.pkg === 'main' && packageOf(path) === 'main') ensureUnit(path)
}
