// Put into a page of rows: says when what a click does is complete in the document, and when it is drawn.
;(() => {
  // WebKit's clocks count whole milliseconds, cut off: half of one is what they lack on average.
  const whole = performance.now() % 1 === 0
  const clock = () => (whole ? Date.now() + 0.5 : performance.timeOrigin + performance.now())
  let [released, arrived] = [0, 0]
  addEventListener(
    'pointerup',
    (event) => {
      arrived = clock()
      released = performance.timeOrigin + event.timeStamp
    },
    true,
  )
  const drawn = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = then
      channel.port2.postMessage(0)
    })
  const list = document.querySelector("[id$='rows']")
  const other = document.querySelector("[id$='other']")
  const label = (row) => row?.querySelector("[class*='label']")?.textContent ?? ''
  const at = (place) => list.children[place < 0 ? list.children.length + place : place]
  const middle = () => list.children.length / 2

  // What is true when a step is complete. Each is asked only after the list, or a text in it, has changed.
  const steps = {
    make: (count) => () => list.children.length === count && label(at(-1)) !== '',
    change: () => {
      const last = window.__nested ? -1 : -10
      return () => label(at(0)).endsWith('!') && label(at(last)).endsWith('!')
    },
    swap: () => {
      const [second, late] = [label(at(1)), label(at(-2))]
      return () => label(at(1)) === late && label(at(-2)) === second
    },
    one: () => () => label(at(middle())).endsWith('?'),
    append: (count) => () => list.children.length === count && label(at(-1)) !== '',
    remove: (count) => () => list.children.length === count,
    reverse: () => {
      const [first, last] = [label(at(0)), label(at(-1))]
      return () => label(at(0)) === last && label(at(-1)) === first
    },
    other: () => {
      const before = other.textContent
      return () => other.textContent !== before
    },
    filter: (count) => () => list.children.length === count,
    clear: () => () => list.children.length === 0,
  }
  steps.push = steps.append
  const counted = (step) => {
    const now = list.children.length
    if (step === 'make') return window.__count
    if (step === 'append' || step === 'push') return now + 1
    return step === 'remove' ? now - 1 : Math.ceil(now / 2)
  }
  const texts = new Set(['change', 'one', 'other'])

  window.__expect = (step) => {
    const done = steps[step](counted(step))
    window.__took = null
    const watch = new MutationObserver(() => {
      if (!done()) return
      watch.disconnect()
      const complete = clock()
      drawn(() => {
        window.__took = { released, arrived, complete, drawn: clock() }
      })
    })
    // Rows are children of the list: what is below them is watched only where it alone changes.
    watch.observe(step === 'other' ? other : list, {
      childList: true,
      subtree: texts.has(step),
      characterData: texts.has(step),
    })
  }

  // The first of these buttons are above the rows; a list that grows must not move what is looked at.
  history.scrollRestoration = 'manual'
})()
