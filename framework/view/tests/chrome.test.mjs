// The desktop's bars and dialogs (desktop/chrome): what a key does to a dialog of theirs, in a real browser.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { framework, launch } from './browser.mjs'

const ORIGIN = 'http://chrome.test'
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const MODAL = {
  title: 'Sure?',
  content: 'It cannot be undone.',
  showCancel: true,
  cancelText: 'No',
  cancelColor: '#000000',
  confirmText: 'Yes',
  confirmColor: '#576b95',
  editable: false,
  placeholder: '',
}

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** The chrome with this over a program's page, as the desktop shell draws it. */
async function drawn(parts) {
  const page = await browser.newPage()
  await page.addInitScript(() => {
    window.sent = []
    window.ipc = { postMessage: (text) => window.sent.push(JSON.parse(text)) }
  })
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname
    const contentType = TYPES[extname(path)]
    if (!contentType) return route.fulfill({ status: 404, body: '' })
    return route.fulfill({ contentType, body: readFileSync(join(framework, '..', 'desktop', 'chrome', path)) })
  })
  await page.goto(`${ORIGIN}/index.html`)
  await page.waitForFunction(() => window.sent.some((said) => said.do === 'ready'))
  const navBar = {
    title: 'x',
    background: '#ffffff',
    front: 'black',
    back: false,
    home: false,
    custom: true,
    height: 44,
  }
  const insets = { top: 44, right: 0, bottom: 0, left: 0 }
  const state = { program: 'p', name: 'p', home: false, navBar, contentInsets: insets, background: '#ffffff', ...parts }
  await page.evaluate((model) => window.__chrome.render(model), { theme: 'light', lang: 'en', front: 1, state })
  const pressed = async (key) => {
    await page.keyboard.press(key)
    return page.evaluate(() => window.sent.filter((said) => said.do !== 'ready' && said.do !== 'region'))
  }
  return { page, pressed }
}

async function withModal(modal) {
  const made = await drawn({ modal })
  await made.page.waitForSelector('.modal')
  return made
}

test("the strip of a developer's error lies under a custom bar's capsule, and is tapped away", async () => {
  const { page, pressed } = await drawn({
    contentInsets: { top: 0, right: 0, bottom: 0, left: 0 },
    capsule: { left: 290, top: 26, width: 87, height: 32, front: 'black', favourite: false },
    notice: {
      code: 'program.error',
      messageEn: 'It failed',
      messageZh: '出错',
      detail: 'x is not defined',
      file: 'a.js',
      line: 2,
    },
  })
  const top = await page.locator('.notice').evaluate((strip) => getComputedStyle(strip).top)
  assert.equal(top, `${26 + 32 + 8}px`)
  await page.click('.notice button')
  assert.deepEqual(await pressed('Shift'), [{ do: 'chrome', action: 'noticeDone' }])
  await page.close()
})

test('Escape presses the cancel button of a modal', async () => {
  const { page, pressed } = await withModal(MODAL)
  assert.deepEqual(await pressed('Escape'), [{ do: 'chrome', action: 'modalCancel' }])
  await page.close()
})

test('Escape leaves a modal without a cancel button as it is, and Enter confirms it', async () => {
  const { page, pressed } = await withModal({ ...MODAL, showCancel: false })
  assert.deepEqual(await pressed('Escape'), [])
  assert.deepEqual(await pressed('Enter'), [{ do: 'chrome', action: 'modalConfirm', text: '' }])
  await page.close()
})
