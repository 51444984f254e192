// `change:prop` observers of WXS run after the tree is built: in WeChat they run in the view, where the children of
// an element are there when its first observer is called. They run before the turn's batch goes out, in order.

import { safely } from '../faults'

/** An observer whose styles change what it observes would go on for ever. */
const MAX_ROUNDS = 8

let waiting: (() => void)[] = []

export function observeLater(call: () => void): void {
  waiting.push(call)
}

export function runObserved(): void {
  for (let round = 0; waiting.length > 0 && round < MAX_ROUNDS; round += 1) {
    const calls = waiting
    waiting = []
    for (const call of calls) safely('Handler', call)
  }
  waiting = []
}
