// What Rust gives the framework (core/runtime/src/engine/native.rs), and what the framework gives Rust.
// The native object is handed over once, before any code of the program runs, and is closed over: a
// program cannot reach it.

import type { HostEvent } from './host-event'

/** Functions of Rust. All throw on misuse or when a bound is met. */
export interface Native {
  /** Names of rows that the shell declared to do. */
  readonly ports: string[]
  readonly platform: string
  readonly isHome: boolean
  /** Lists are made by runs of rows where they can be. */
  readonly blocks: boolean
  readonly program: string
  /** JSON: {path, query, scene, referrerInfo?}. */
  readonly launch: string
  /** The text of `__tiffin__/config.json` of a package. */
  config(pkg: string): string
  /** Evaluates a script wrapped as a function of `params` (comma-separated), and returns the function. */
  script(pkg: string, path: string, params: string): (...args: unknown[]) => unknown
  /** Evaluates `__tiffin__/templates.js` of a package. */
  templates(pkg: string): Record<string, unknown>
  /** Applies operations to the mirrored tree, sends what changed; the number of the last batch sent. */
  commit(page: number, ops: unknown[]): number
  toView(page: number, json: string): void
  /** Sends an `invoke` message and waits for its answer, at most a second; the `invoked` message. */
  askView(page: number, json: string, q: number): string
  /** `buffers` are copied; `{"$bytes": n}` in the JSON stands for the n-th. */
  call(name: string, argsJson: string, buffers: ArrayBuffer[]): number
  callMethod(call: number, method: string, argsJson: string, buffers: ArrayBuffer[]): void
  /** The events of an open call are told from now on. */
  listen(call: number): void
  sync(name: string, argsJson: string): string
  route(kind: string, url: string, delta: number, call: number): void
  /** Asks the host for a subpackage; answered by the hook of the same name. */
  package(pkg: string): void
  timer(ms: number, repeat: boolean): number
  clearTimer(id: number): void
  log(level: number, text: string): void
  fault(kind: string, message: string, stack: string, fatal: boolean): void
  toBase64(buffer: ArrayBuffer): string
  fromBase64(text: string): ArrayBuffer
  /** Its bytes as UTF-8. */
  text(buffer: ArrayBuffer): string
  /** The order of two texts with Chinese in them, by sound: -1, 0 or 1. */
  compareText(a: string, b: string, chineseFirst: boolean): number
  /** Seconds east of Greenwich; a RangeError if there is no such zone. */
  zoneOffset(zone: string, millis: number): number
  zoneName(): string
  /** Milliseconds since the program started, with fractions. */
  now(): number
}

/** Functions that Rust calls: one turn each. */
export interface Hooks {
  start(): void
  route(json: string): void
  routeFailed(call: number, message: string): void
  view(page: number, json: string): void
  viewGone(page: number): void
  reply(call: number, ok: boolean, json: string, errno: number | undefined, buffers: ArrayBuffer[]): void
  callEvent(call: number, event: string, json: string, last: boolean, buffers: ArrayBuffer[]): void
  event(name: HostEvent, json: string): void
  timer(id: number): void
  /** A subpackage that was asked for is there, or why not. */
  package(pkg: string, there: boolean, message: string): void
  pageNotFound(path: string, query: string): void
  /** `quiet`: the page on top is about to be replaced, it gets no onShow. */
  show(launch: string, quiet: boolean): void
  hide(): void
  share(): void
  environment(json: string): void
  rejected(reason: unknown): void
  close(): void
  /** Sends what the turn made; true if callbacks are due that wait for no view. */
  flush(): boolean
  runCallbacks(): void
}

export let native: Native

export function setNative(value: Native): void {
  native = value
}
