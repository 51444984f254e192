// LogManager and RealtimeLogManager: what a program logs for its developer goes where its console goes.
// https://developers.weixin.qq.com/miniprogram/dev/api/base/debug/wx.getLogManager.html

import { line } from '../globals'
import { native } from '../native'

const LEVELS = { debug: 0, log: 1, info: 2, warn: 3, error: 4 }

function logger(names: (keyof typeof LEVELS)[]): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const name of names) made[name] = (...args: unknown[]) => native.log(LEVELS[name], line(args))
  return made
}

export function getLogManager(): object {
  return logger(['debug', 'log', 'info', 'warn'])
}

export function getRealtimeLogManager(): object {
  const made = logger(['info', 'warn', 'error'])
  // Filters sort lines in WeChat's console for developers, which is not here.
  for (const name of ['setFilterMsg', 'addFilterMsg', 'in']) made[name] = () => undefined
  made.getCurrentState = () => ({ size: 0, maxSize: 0, logCount: 0, maxLogCount: 0 })
  made.tag = () => logger(['info', 'warn', 'error'])
  return made
}
