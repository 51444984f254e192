// What logic knows of one open page.

import type { PageContext } from '../backend/context'
import type { EventChannel } from './channel'

export interface PageRecord {
  id: number
  path: string
  tab: boolean
  query: Record<string, string>
  context: PageContext
  element: any
  /** The page's custom tab bar, if it has one. */
  tabBar?: any
  caller: any
  painted: boolean
  shown: boolean
  /** The size that it was told last. */
  size?: string
  channel: EventChannel | null
  /** Components attached whose `ready` has not been fired. */
  fresh: Set<any>
}
