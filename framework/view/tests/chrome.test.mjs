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
async function drawn(parts, model = {}) {
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
  const whole = { theme: 'light', lang: 'en', front: 1, state, ...model }
  await page.evaluate((value) => window.__chrome.render(value), whole)
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

const ASK = { kind: 'consent', program: 'p', name: 'P', scope: 'scope.camera', reason: '', titleEn: 'use the camera' }

/** A question, and a clock of the test's own: the chrome's `performance.now`. */
async function asked(passed) {
  const made = await drawn({}, {})
  await made.page.evaluate(() => {
    window.clock = 1000
    performance.now = () => window.clock
  })
  const model = { theme: 'light', lang: 'en', front: 1, prompt: { id: 7, ask: ASK } }
  await made.page.evaluate((value) => window.__chrome.render(value), model)
  await made.page.waitForSelector('.consent')
  // It slides in: what is pressed is pressed where it comes to rest.
  await made.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await made.page.evaluate((ms) => (window.clock += ms), passed)
  return made
}

test('a question has no default: Enter answers nothing, Escape is "not now"', async () => {
  const { page, pressed } = await asked(5000)
  assert.deepEqual(await pressed('Enter'), [])
  assert.deepEqual(await pressed('Escape'), [{ do: 'prompt', prompt: 7, grant: 'dismissed' }])
  await page.close()
})

test('the first answer that the keyboard reaches is the weakest', async () => {
  const { page, pressed } = await asked(5000)
  await pressed('Tab')
  assert.deepEqual(await pressed('Enter'), [{ do: 'prompt', prompt: 7, grant: 'once' }])
  await page.close()
})

test('nothing that is pressed in the first 700 ms answers', async () => {
  const { page, pressed } = await asked(699)
  await page.click('.grant-always')
  await pressed('Tab')
  assert.deepEqual(await pressed('Enter'), [])
  await page.evaluate(() => (window.clock += 1))
  await page.click('.grant-whileOpen')
  assert.deepEqual(await pressed('Shift'), [{ do: 'prompt', prompt: 7, grant: 'whileOpen' }])
  await page.close()
})

test('a press that began elsewhere, or before the question could be read, does not count where it ends', async () => {
  const { page, pressed } = await asked(0)
  const box = await page.locator('.grant-always').boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.evaluate(() => (window.clock += 5000))
  await page.mouse.up()
  const title = await page.locator('.consent').boundingBox()
  await page.mouse.move(title.x + 4, title.y + 4)
  await page.mouse.down()
  await page.mouse.move(x, y)
  await page.mouse.up()
  assert.deepEqual(await pressed('Shift'), [])
  await page.mouse.down()
  await page.mouse.up()
  assert.deepEqual(await pressed('Shift'), [{ do: 'prompt', prompt: 7, grant: 'always' }])
  await page.close()
})
