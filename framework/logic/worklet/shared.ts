// Shared values: what worklets read and set. There is one thread for both here, so that a value is what it was set to at once;
// what follows from it (derived values, styles) is worked out when it is read, and at the end of the turn.

import { native } from '../native'
import { report, safely } from '../faults'
import { startTimer } from '../globals'
import { later } from '../wx/calls'
import { Motion, type Run } from './motion'

const FRAME_MS = 16
/** Values that move at once; with more, the one that began first stops where it is. */
const MAX_MOVING = 1_000
/** Rounds of effects that set values which effects depend on. */
const MAX_ROUNDS = 50

/** Something that was worked out from values, and is out of date when one changes. */
abstract class Follower {
  readonly sources = new Set<Source>()
  stale = true

  follow<T>(work: () => T): T {
    for (const source of this.sources) source.followers.delete(this)
    this.sources.clear()
    const before = reader
    reader = this
    try {
      return work()
    } finally {
      reader = before
    }
  }

  abstract outdated(): void

  leave(): void {
    for (const source of this.sources) source.left(this)
    this.sources.clear()
  }
}

let reader: Follower | null = null

interface Source {
  readonly followers: Set<Follower>
  left(follower: Follower): void
}

function seen(source: Source): void {
  if (!reader) return
  reader.sources.add(source)
  source.followers.add(reader)
}

/** Who logs or copies a value sees its `value`, not how it works. */
function hide(owner: any, ...names: string[]): void {
  for (const name of names) {
    Object.defineProperty(owner, name, { value: owner[name], writable: true, enumerable: false, configurable: true })
  }
}

export class SharedValue implements Source {
  readonly followers = new Set<Follower>()
  private run: Run | null = null
  private endless = false
  private current: unknown

  constructor(initial: unknown) {
    this.current = initial
    hide(this, 'followers', 'run', 'endless', 'current')
  }

  get value(): unknown {
    seen(this)
    return this.current
  }

  set value(given: unknown) {
    this.cancel()
    if (given instanceof Motion) this.move(given)
    else this.set(given)
  }

  private move(motion: Motion): void {
    this.endless = motion.endless
    this.run = motion.begin(this.current, native.now())
    moving.add(this)
    for (const first of moving) {
      if (moving.size <= MAX_MOVING) break
      first.cancel()
    }
    if (!clock) tick()
  }

  private set(given: unknown): void {
    if (Object.is(given, this.current)) return
    this.current = given
    for (const follower of [...this.followers]) follower.outdated()
  }

  /** One frame of what it is assigned to; false: it has come to rest. */
  frame(now: number): boolean {
    const run = this.run
    if (!run) return false
    const over = run.step(now)
    this.set(run.value)
    if (!over || this.run !== run) return this.run !== null
    this.run = null
    moving.delete(this)
    run.end(true)
    return this.run !== null
  }

  cancel(): void {
    const run = this.run
    this.run = null
    moving.delete(this)
    run?.end(false)
  }

  /** What never ends by itself ends when nobody sees it any more. */
  left(follower: Follower): void {
    if (this.followers.delete(follower) && this.followers.size === 0 && this.endless) this.cancel()
  }
}

export class DerivedValue extends Follower implements Source {
  readonly followers = new Set<Follower>()
  private current: unknown

  constructor(private readonly update: () => unknown) {
    super()
    hide(this, 'followers', 'sources', 'stale', 'current', 'update')
  }

  get value(): unknown {
    if (this.stale) {
      this.stale = false
      this.current = this.follow(() => safely('Handler', this.update))
    }
    seen(this)
    return this.current
  }

  override outdated(): void {
    if (this.stale) return
    this.stale = true
    for (const follower of [...this.followers]) follower.outdated()
  }

  left(follower: Follower): void {
    if (this.followers.delete(follower) && this.followers.size === 0) {
      this.stale = true
      this.leave()
    }
  }
}

/** Work that is done again, at the end of a turn, when a value that it read has changed. */
export class Effect extends Follower {
  private waits = false
  private over = false

  constructor(private readonly work: () => void) {
    super()
  }

  now(): void {
    this.waits = false
    if (!this.over) this.follow(() => safely('Handler', this.work))
  }

  override outdated(): void {
    if (this.waits || this.over) return
    this.waits = true
    if (due.push(this) === 1) later(runDue)
  }

  stop(): void {
    this.over = true
    this.leave()
  }
}

let due: Effect[] = []

function runDue(): void {
  for (let round = 0; due.length > 0; round += 1) {
    const effects = due
    due = []
    if (round < MAX_ROUNDS) for (const effect of effects) effect.now()
    else {
      for (const effect of effects) effect.stop()
      report('Handler', new Error('worklets set what they depend on, without an end'))
    }
  }
}

const moving = new Set<SharedValue>()
let clock = 0

function tick(): void {
  clock = startTimer(
    () => {
      clock = 0
      const now = native.now()
      for (const each of [...moving]) each.frame(now)
      if (moving.size > 0) tick()
    },
    FRAME_MS,
    [],
    false,
  )
}
