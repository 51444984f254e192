// createMediaQueryObserver: conditions on the window's size, looked at when it changes.
// https://developers.weixin.qq.com/miniprogram/dev/api/wxml/MediaQueryObserver.html

import { safely } from '../faults'
import { listen, unlisten } from '../program/app'
import { later } from './calls'

interface Size {
  windowWidth: number
  windowHeight: number
}

function windowSize(): Size {
  try {
    const { windowWidth, windowHeight } = (globalThis as any).wx.getWindowInfo()
    return { windowWidth, windowHeight }
  } catch {
    return { windowWidth: 375, windowHeight: 667 }
  }
}

function matches(wanted: any, { windowWidth: w, windowHeight: h }: Size): boolean {
  const tests: Record<string, (value: any) => boolean> = {
    minWidth: (v) => w >= v,
    maxWidth: (v) => w <= v,
    width: (v) => w === v,
    minHeight: (v) => h >= v,
    maxHeight: (v) => h <= v,
    height: (v) => h === v,
    orientation: (v) => v === (w > h ? 'landscape' : 'portrait'),
  }
  return Object.keys(tests).every((name) => wanted[name] === undefined || tests[name]!(wanted[name]))
}

export function createMediaQueryObserver(): object {
  let look: ((detail: any) => void) | null = null
  const disconnect = (): void => {
    if (look) unlisten('windowResize', look)
    look = null
  }
  return {
    observe(descriptor: unknown, listener: unknown) {
      disconnect()
      if (typeof listener !== 'function' || typeof descriptor !== 'object' || descriptor === null) return
      const wanted = { ...descriptor }
      let last: boolean | undefined
      const see = (size: Size): void => {
        const now = matches(wanted, size)
        if (now === last) return
        last = now
        safely('Handler', () => listener({ matches: now }))
      }
      const own = (detail: any): void => see(detail?.size ?? windowSize())
      look = own
      listen('windowResize', own)
      later(() => {
        if (look === own) see(windowSize())
      })
    },
    disconnect,
  }
}
