// Every place where code of the program is called goes through `safely`, so that what it throws reaches
// App.onError and the host with the file and line it came from.

import { frames } from './engine/errors'
import { native } from './native'

export type FaultKind = 'Start' | 'App' | 'Page' | 'Handler'

let onError: ((message: string) => void) | null = null

/** App.onError and wx.onError listeners. */
export function setErrorListener(listener: (message: string) => void): void {
  onError = listener
}

function describe(error: unknown): { message: string; stack: string } {
  try {
    if (error instanceof Error || (typeof error === 'object' && error !== null && 'stack' in error)) {
      const e = error as Error
      return { message: `${e.name || 'Error'}: ${e.message}`, stack: frames(e.stack) }
    }
    return { message: typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)), stack: '' }
  } catch {
    return { message: 'an error that cannot be described', stack: '' }
  }
}

let reporting = false

export function report(kind: FaultKind, error: unknown, fatal = false): void {
  const { message, stack } = describe(error)
  native.fault(kind, message, stack, fatal)
  if (reporting || !onError) return
  reporting = true
  try {
    onError(`${message}\n${stack}`)
  } catch (again) {
    const { message, stack } = describe(again)
    native.fault('App', message, stack, false)
  } finally {
    reporting = false
  }
}

/** Runs code of the program; what it throws is reported, not passed on. */
export function safely<T>(kind: FaultKind, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    report(kind, error)
    return undefined
  }
}
