// Keyboard use: Enter and Space tap the focused control, as assistive technology and desktop users expect.

import { tap } from './gesture'

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return
  const el = document.activeElement
  if (event.repeat || event.isComposing || !(el instanceof HTMLElement)) return
  if (el === document.body || /^(INPUT|TEXTAREA|SELECT|VIDEO|AUDIO|BUTTON|A)$/.test(el.tagName)) return
  event.preventDefault()
  const rect = el.getBoundingClientRect()
  const clientX = rect.left + rect.width / 2
  const clientY = rect.top + rect.height / 2
  tap(el, { identifier: 0, clientX, clientY, pageX: clientX + scrollX, pageY: clientY + scrollY })
}

export function installKeyboard(): void {
  document.addEventListener('keydown', onKeyDown)
  // Focus rings are for keyboards only: `:focus-visible` does not tell for elements that merely have a tabindex.
  const mode = (keys: boolean): void => void document.documentElement.toggleAttribute('data-keys', keys)
  document.addEventListener('keydown', (event) => event.key === 'Tab' && mode(true), true)
  document.addEventListener('pointerdown', () => mode(false), true)
}
