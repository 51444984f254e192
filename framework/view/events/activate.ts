// The default action of a tap: the nearest component at or above the target that has one performs it.

import type { TapInfo } from '../components/component'
import { nearest, pathFrom } from '../node'
import { report } from '../transport'

export function runDefault(info: TapInfo): void {
  for (const node of pathFrom(nearest(info.target))) {
    if (!node.component) continue
    try {
      if (node.component.activate(info)) return
    } catch (cause) {
      report(`tap on ${node.tag}`, cause)
      return
    }
  }
}
