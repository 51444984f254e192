// A view that waits for its page spends the time on a page that nobody sees: the engine compiles the code of batches and
// components, the fonts are found, styles are resolved once. It is made, measured and gone within one task, so nothing of it is
// painted; the page that comes finds all that warm.

import { ROOT_ID, Op } from './messages'
import { applyBatch } from './ops'
import { isAssigned, assign, unassign } from './page'

const CARDS = 40
const STYLE = '.c{display:flex;margin:10px;border-radius:6px;background:#eee}.b{font-weight:600;flex:1}'

/** Once, when nothing else has come for a moment. */
export function warmUp(): void {
  if (isAssigned()) return
  assign({
    t: 'assign',
    page: 0,
    program: '',
    path: '',
    base: '/',
    styles: [{ path: '', text: STYLE }],
    theme: 'light',
    lang: document.documentElement.lang,
    config: {},
  })
  applyBatch(cards())
  // Layout now: it is what finds the fonts.
  document.body.getBoundingClientRect()
  unassign()
}

function cards(): unknown[] {
  const ops: unknown[] = []
  let last = ROOT_ID
  const make = (parent: number, tag: string, name: string): number => {
    const id = ++last
    ops.push(Op.Create, id, tag, Op.AddClass, id, name, Op.Append, parent, id)
    return id
  }
  for (let n = 0; n < CARDS; n++) {
    const card = make(ROOT_ID, 'view', 'c')
    ops.push(Op.Style, card, 'padding: 4rpx', Op.Listen, card, 'tap', 1)
    for (const words of ['Warm', '\u6696 12.50']) {
      const text = make(card, 'text', 'b')
      const id = ++last
      ops.push(Op.Text, id, words, Op.Append, text, id)
    }
    if (n === 0) for (const tag of ['image', 'button', 'input', 'scroll-view']) make(card, tag, 'b')
  }
  return ops
}
