// Handles on elements: VideoContext, ScrollViewContext, and what a query's `node` and `context` give.

import { elementOf, idText } from '../program/handed'
import { recordOf, topPage } from '../program/pages'
import { elementId } from '../backend/element-id'
import { glassEasel } from '../program/units'
import { canvasNode } from '../canvas/node'
import { CanvasContext } from '../canvas/canvas-context'
import { invoke, setHandles } from './query'

type Make = (args: any[]) => object
const plainArgs: Make = () => ({})
const first: Make = ([options]) => ({ ...(typeof options === 'object' && options !== null ? options : {}) })

const VIDEO: Record<string, Make> = {
  play: plainArgs,
  pause: plainArgs,
  stop: plainArgs,
  requestFullScreen: plainArgs,
  exitFullScreen: plainArgs,
  seek: ([position]) => ({ position: Number(position) || 0 }),
  playbackRate: ([rate]) => ({ rate: Number(rate) || 1 }),
}
/** Methods that exist in WeChat and change nothing here. */
const NOTHING = [
  'sendDanmu',
  'showStatusBar',
  'hideStatusBar',
  'exitPictureInPicture',
  'requestBackgroundPlayback',
  'exitBackgroundPlayback',
]
const SCROLL: Record<string, Make> = {
  scrollTo: first,
  scrollIntoView: ([selector, options]) => ({ ...first([options]), selector: String(selector) }),
  triggerRefresh: first,
  closeRefresh: plainArgs,
}

function handle(find: () => any, methods: Record<string, Make>): any {
  const made: any = {}
  for (const name of Object.keys(methods)) {
    made[name] = (...args: unknown[]) => {
      const element = find()
      const page = recordOf(element)
      const node = elementId(element)
      if (page && node) invoke(page, node, name, methods[name]!(args))
    }
  }
  return made
}

function byId(id: unknown, host: any = topPage()?.element): any {
  const root = glassEasel.Component.isComponent(host) ? (host as any).getShadowRoot() : null
  return root?.getElementById?.(idText(id)) ?? null
}

export function createVideoContext(id: unknown, component?: any): object {
  const given = elementOf('createVideoContext', component)
  const owner = given === undefined ? topPage()?.element : given
  return video(() => byId(id, owner))
}

function video(find: () => any): object {
  const made = handle(find, VIDEO)
  for (const name of NOTHING) made[name] = () => undefined
  return made
}

setHandles((element, kind) => {
  const find = (): any => element
  switch (element.is) {
    case 'canvas':
      return kind === 'node'
        ? canvasNode(element)
        : new CanvasContext(element.getAttribute?.('canvas-id') ?? element.id)
    case 'video':
      return video(find)
    case 'scroll-view':
      return handle(find, SCROLL)
  }
  // A component gives what its `export` returns, or itself.
  return kind === 'node' && glassEasel.Component.isComponent(element) ? (element as any).getMethodCaller() : null
})
