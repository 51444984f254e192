// Events of CSS transitions and animations, passed on to whoever listens on the way up.

import { emitFrom } from './emit'

export function installCssEvents(): void {
  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const) {
    document.addEventListener(
      type,
      (event) => {
        const e = event as TransitionEvent & AnimationEvent
        const detail = e.animationName
          ? { animationName: e.animationName, elapsedTime: e.elapsedTime }
          : { propertyName: e.propertyName, elapsedTime: e.elapsedTime }
        emitFrom(event.target as Node, type, detail)
      },
      true,
    )
  }
}
