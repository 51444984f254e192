// `relations` of a definition, as glass-easel takes them.
// https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/relations.html

import { behavior } from 'glass-easel-miniprogram-adapter'
import { native } from '../native'
import { builtIn } from './built-in-behaviors'

/** Paths without a dot are rooted; a target may be a path, what Behavior() returned, or the name of a built-in behavior. */
export function relations(given: any, where: string): any {
  const made: any = {}
  for (const path of Object.keys(given)) {
    const def = { ...given[path] }
    if (def.target !== undefined && def.target !== null) {
      const target = targetOf(def.target)
      if (target === null) {
        native.log(3, `the target of relation "${path}" of ${where} is neither a path nor a behavior`)
        continue
      }
      def.target = target
    }
    made[path] = def
  }
  return made
}

function targetOf(target: unknown): unknown {
  if (typeof target === 'string') {
    const known = builtIn(target)
    return known ? known._$ : target.replace(/^(?![./])/, '/')
  }
  try {
    // The adapter's builder for definitions hands targets on as they are; the engine knows its own behaviors only.
    if (target instanceof behavior.Behavior || target instanceof behavior.TraitBehavior) return (target as any)._$
  } catch {
    // A proxy that was revoked.
  }
  return null
}
