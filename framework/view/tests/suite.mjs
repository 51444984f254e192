// One browser per test file, one fresh view per test.
import { after, before, test } from 'node:test'
import { launch, openView } from './browser.mjs'

let browser

export function suite() {
  before(async () => {
    browser = await launch()
  })
  after(() => browser?.close())
}

/** Runs `body(view)` in a view of its own; fails on any `error` message unless `faulty`. */
export function viewTest(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options]
  test(name, async () => {
    const view = await openView(browser, options)
    try {
      await body(view)
      if (!options.faulty) {
        const errors = await view.sent('error')
        if (errors.length > 0) throw new Error(`the view reported: ${errors.map((e) => e.message).join('; ')}`)
      }
    } finally {
      await view.close()
    }
  })
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms))
