// The table of capabilities as the framework reads it: the same rows that Rust reads (core/protocol/src/capability.rs), with
// what is not read here left out when it is bundled (own-rows.mjs).

import table from '../../../core/protocol/capabilities.json'
import { native } from '../native'

export interface Row {
  name: string
  kind: 'async' | 'sync' | 'event' | 'context' | 'value'
  status: 'logic' | 'instance' | 'host' | 'fail' | 'absent'
  args?: Record<string, string>
  platforms?: string[]
  /** The call is a task: open until it is answered, or until an event that says it is the last. */
  lasting?: 'answer' | 'end'
  /** Events of the task, without `on`. */
  events?: string[]
  methods?: string[]
  /** The shell does it; what the row is where the shell does not. */
  fallback?: 'fail' | 'absent'
  /** There with another row, which is what the shell declares. */
  with?: string
}

const file = table as unknown as { wx: Row[]; inner: Row[]; absent: string[] }

/** One row for all that is absent: nothing of it is read but that. */
const ABSENT: Row = { name: '', kind: 'value', status: 'absent' }

/** Rows of `wx`. */
export const rows = new Map<string, Row>()
/** Calls that are not on `wx`: the home's, and those of objects of the framework. */
export const inner = new Map<string, Row>()
for (const row of file.wx) rows.set(row.name, row)
for (const name of file.absent) rows.set(name, ABSENT)
for (const row of file.inner) inner.set(row.name, row)

/** What a row is here: a shell that did not declare that it does it makes it what its fallback says. */
export function statusOf(row: Row): Row['status'] {
  const platforms = row.platforms ?? ['all']
  if (!platforms.includes('all') && !platforms.includes(native.platform)) return 'absent'
  if (row.fallback && !native.ports.includes(row.with ?? row.name)) return row.fallback
  return row.status
}
