// The functions of `wx` that are written in logic: routes, launch options, queries, animations, timing.

import { native } from '../native'
import { safely } from '../faults'
import { ask, decode, later, styled, type Options } from './calls'
import { cloud } from './cloud'
import { createAnimation } from './animation'
import { createSelectorQuery, invoke } from './query'
import { eventFunction } from './events'
import { hears } from './host-events'
import { enterOptions, launchOptions, listen } from '../program/app'
import { setPatience } from '../program/late'
import { route } from '../program/routes'
import { topPage } from '../program/pages'
import { createIntersectionObserver } from './intersection'
import { createMediaQueryObserver } from './media-query'
import { getLogManager, getRealtimeLogManager } from './logs'
import { createVideoContext } from './media'
import { storage } from './storage'
import { updates } from './updates'
import { startTimer } from '../globals'
import { worklet } from '../worklet'
import { router } from './router'
import { CanvasContext } from '../canvas/canvas-context'
import { canvasGetImageData, canvasPutImageData, canvasToTempFilePath } from '../canvas/files'

export function logicFunctions(
  wx: Record<string, unknown>,
  canIUse: (schema: unknown) => boolean,
): Record<string, unknown> {
  const routing = (kind: string) => (given?: unknown) =>
    styled(kind, given, (options: Options, settle) => {
      if (kind !== 'navigateBack' && typeof options.url !== 'string') {
        return settle(false, {
          errMsg: `${kind}:fail parameter error: parameter.url should be String instead of ${typeof options.url};`,
        })
      }
      const delta = kind === 'navigateBack' ? Math.max(1, Math.floor(Number(options.delta ?? 1)) || 1) : 0
      route(
        kind,
        options.url ?? '',
        delta,
        options.events ?? null,
        (channel) => settle(true, channel ? { eventChannel: channel } : {}),
        (message) => settle(false, { errMsg: `${kind}:fail ${message}` }),
      )
      return undefined
    })
  const env = { USER_DATA_PATH: 'wxfile://usr' }
  return {
    env,
    canIUse,
    cloud: cloud(),
    // Asynchronous by its form, answered within the call: programs compute their bars in its callback and go on.
    getSystemInfo: (given?: unknown) =>
      styled('getSystemInfo', given, (_options, settle) =>
        settle(true, decode(native.sync('getSystemInfoSync', '[]'))),
      ),
    navigateTo: routing('navigateTo'),
    redirectTo: routing('redirectTo'),
    navigateBack: routing('navigateBack'),
    switchTab: routing('switchTab'),
    reLaunch: routing('reLaunch'),
    getLaunchOptionsSync: () => ({ ...launchOptions() }),
    getEnterOptionsSync: () => ({ ...enterOptions() }),
    createSelectorQuery,
    createIntersectionObserver,
    createAnimation,
    nextTick: (callback: unknown) => {
      if (typeof callback !== 'function') return
      // Never before a setData made earlier: the turn's batch goes out first.
      startTimer(callback, 0, [], false)
    },
    onAppShow: eventFunction('onAppShow'),
    offAppShow: eventFunction('offAppShow'),
    onAppHide: eventFunction('onAppHide'),
    offAppHide: eventFunction('offAppHide'),
    onError: eventFunction('onError'),
    offError: eventFunction('offError'),
    onPageNotFound: eventFunction('onPageNotFound'),
    offPageNotFound: eventFunction('offPageNotFound'),
    onUnhandledRejection: eventFunction('onUnhandledRejection'),
    offUnhandledRejection: eventFunction('offUnhandledRejection'),
    onThemeChange: eventFunction('onThemeChange'),
    offThemeChange: eventFunction('offThemeChange'),
    onLazyLoadError: (listener: unknown, ms?: unknown) => {
      setPatience(ms)
      listen('lazyLoadError', listener)
    },
    offLazyLoadError: eventFunction('offLazyLoadError'),
    onWindowResize: eventFunction('onWindowResize'),
    offWindowResize: eventFunction('offWindowResize'),
    pageScrollTo: (given?: unknown) =>
      styled('pageScrollTo', given, (options, settle) => {
        const page = topPage()
        if (!page) return settle(false, { errMsg: 'pageScrollTo:fail no page' })
        const message: Record<string, unknown> = { t: 'scroll', duration: options.duration ?? 300 }
        if (options.selector !== undefined) message.selector = String(options.selector)
        if (options.scrollTop !== undefined) message.top = Number(options.scrollTop) || 0
        if (options.offsetTop !== undefined) message.offsetTop = Number(options.offsetTop) || 0
        page.context.post(message)
        page.context.afterApplied(() => settle(true, {}))
        return undefined
      }),
    // The page's view draws the pictures: no shell has to.
    previewImage: (given?: unknown) =>
      styled('previewImage', given, (options, settle) => {
        const page = topPage()
        if (!page) return settle(false, { errMsg: 'previewImage:fail no page' })
        invoke(page, 1, 'previewImage', { urls: options.urls, current: options.current }, (_result, error) =>
          error === undefined ? settle(true, {}) : settle(false, { errMsg: `previewImage:fail ${error}` }),
        )
        return undefined
      }),
    getUpdateManager: () => ({
      onCheckForUpdate: hears('checkForUpdate'),
      onUpdateReady: hears('updateReady'),
      onUpdateFailed: hears('updateFailed'),
      applyUpdate: () => ask('applyUpdate', {}, () => undefined),
    }),
    // Nothing is collected about a program's users: the calls are there, and do nothing.
    reportAnalytics: () => undefined,
    reportEvent: () => undefined,
    setEnableDebug: (given?: unknown) =>
      styled('setEnableDebug', given, (_options, settle) => later(() => settle(true, {}))),
    arrayBufferToBase64,
    base64ToArrayBuffer,
    getPerformance: () => ({
      now: () => native.now(),
      getEntries: () => [],
      createObserver: () => ({ observe() {}, disconnect() {} }),
    }),
    createCanvasContext: (id: unknown, component?: unknown) => new CanvasContext(id, component),
    canvasToTempFilePath,
    canvasGetImageData,
    canvasPutImageData,
    createMediaQueryObserver,
    createVideoContext,
    worklet,
    router,
    ...updates('startLocationUpdate', 'stopLocationUpdate', { change: 'locationChange', error: 'locationChangeError' }),
    ...storage,
    getLogManager,
    getRealtimeLogManager,
    // What a platform for many shops gives each of its copies of a program; there is none behind this one.
    getExtConfigSync: () => ({}),
    getExtConfig: (given?: unknown) =>
      styled('getExtConfig', given, (_options, settle) => later(() => settle(true, { extConfig: {} }))),
  }
}

function arrayBufferToBase64(given: unknown): string {
  if (given instanceof ArrayBuffer) return native.toBase64(given)
  if (ArrayBuffer.isView(given)) {
    return native.toBase64(given.buffer.slice(given.byteOffset, given.byteOffset + given.byteLength) as ArrayBuffer)
  }
  throw new Error('arrayBufferToBase64:fail parameter error: parameter should be ArrayBuffer')
}

function base64ToArrayBuffer(given: unknown): ArrayBuffer {
  if (typeof given !== 'string') throw new Error('base64ToArrayBuffer:fail parameter error: parameter should be String')
  try {
    return native.fromBase64(given)
  } catch (error) {
    throw new Error(`base64ToArrayBuffer:fail ${(error as Error).message}`)
  }
}
