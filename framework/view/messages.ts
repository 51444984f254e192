// The messages between a view and its host, protocol v1 (docs/formats/messages.md). Types only.

/** Page settings that a view acts on; the rest of the page's configuration is the shell's. */
export interface PageConfig {
  backgroundColor?: string
  backgroundTextStyle?: 'dark' | 'light'
  disableScroll?: boolean | string
  enablePullDownRefresh?: boolean | string
  /** CSS pixels from the end of the page at which `reachBottom` fires; 50 when absent. */
  onReachBottomDistance?: number
  /** `"v2"`: the newer look of the built-in components (app.json `style`). */
  style?: string
  [key: string]: unknown
}

export interface Assign {
  t: 'assign'
  page: number
  program: string
  path: string
  /** Root-absolute directory of the page, with a slash at each end. */
  base: string
  styles: { path: string; text: string }[]
  theme: 'light' | 'dark'
  lang: string
  config: PageConfig
  scrollTop?: number
}

export interface QueryFields {
  id?: boolean
  dataset?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
}

export interface QueryItem {
  node: number | null
  fields: QueryFields
}

export type FromHost =
  | Assign
  | { t: 'batch'; n: number; ops: unknown[] }
  | { t: 'query'; q: number; items: QueryItem[] }
  | { t: 'invoke'; q: number; node: number; method: string; args?: Record<string, unknown> }
  | { t: 'scroll'; top?: number; duration?: number; selector?: string; offsetTop?: number }
  | { t: 'refresh'; on: boolean }
  | { t: 'theme'; theme: 'light' | 'dark' }
  | { t: 'styles'; styles: { path: string; text: string }[] }
  | { t: 'suspend' }
  | { t: 'resume' }

export interface TouchPoint {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
  /** On a canvas: relative to it. */
  x?: number
  y?: number
}

export interface Offset {
  left: number
  top: number
}

export interface EventMessage {
  t: 'event'
  node: number
  type: string
  detail: unknown
  touches: TouchPoint[]
  changedTouches: TouchPoint[]
  /** Milliseconds since the page was assigned. */
  timeStamp: number
  offset: Offset
  bubbles: boolean
  currents?: Record<string, Offset>
}

/** View state that the host keeps, so that a rebuilt view looks the same (docs/view-state.md). */
export type StateKind = 'value' | 'scroll' | 'current' | 'checked' | 'page-scroll'

/** A rectangle in CSS pixels, from the upper left of the view. */
export interface Area {
  left: number
  top: number
  width: number
  height: number
}

export type NativeKind = 'map' | 'camera' | 'live-player' | 'live-pusher' | 'web-view'

/** Where a view lies that a shell draws over the page. */
export interface NativePlace {
  node: number
  kind: NativeKind
  rect: Area
  /** What of it is seen; all of it if absent. */
  clip?: Area
}

export type ToHost =
  | { t: 'ready' }
  | { t: 'applied'; n: number }
  | { t: 'painted' }
  | { t: 'queried'; q: number; result: unknown[] }
  | { t: 'invoked'; q: number; result?: unknown; error?: string }
  | EventMessage
  | { t: 'state'; node: number; kind: StateKind; value: unknown }
  | { t: 'page'; event: 'scroll' | 'reachBottom' | 'pullDownRefresh' | 'resize'; detail: unknown }
  | { t: 'natives'; places: NativePlace[] }
  | { t: 'error'; message: string; stack: string }

/** Operation codes of a batch; the numbers are the protocol's. */
export const Op = {
  Create: 1,
  Text: 2,
  Append: 3,
  Insert: 4,
  Remove: 5,
  Replace: 6,
  SetText: 7,
  Attr: 8,
  Unattr: 9,
  AddClass: 10,
  RemoveClass: 11,
  ClearClasses: 12,
  Style: 13,
  Id: 14,
  Scope: 15,
  Data: 16,
  Listen: 17,
  Release: 18,
  Owner: 19,
  Wxs: 20,
  Template: 21,
  Classes: 22,
  Clone: 23,
  Clear: 24,
} as const

/** Number of operands by operation code; index 0 is unused. */
export const ARITY: readonly number[] = [0, 2, 2, 2, 3, 2, 3, 2, 3, 2, 2, 2, 1, 2, 2, 3, 3, 3, 1, 2, 3, 3, 2, 6, 3]

/** Bits of `listen`'s flags. */
export const Listen = { Bind: 1, Catch: 2, Mut: 4, Capture: 8, Wxs: 16 } as const

export const ROOT_ID = 1
