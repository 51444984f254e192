// WXS handlers and `change:prop` observers run here, in logic, for now: a template's functions are called with an
// event and an owner instance, as WXS code expects, instead of the plain arguments of glass-easel.

import { prepareSetters } from './blocks/collect'
import { observeLater } from './program/observed'
import { ownerInstance } from './program/component-descriptor'
import { refreshPlaceholders } from './placeholders'

/** Paths of template functions: 0 data, 1 a .wxs file, 2 an inline module. */
const FROM_DATA = 0

/** `known` says which functions are of the package's modules. */
export function wrapTemplate(template: any, known?: IsModules): (name: string) => unknown {
  const wrapped = new Map<unknown, unknown>()
  return (name: string) => {
    const gen = template(name)
    if (typeof gen !== 'function') return gen
    let made = wrapped.get(gen)
    if (!made) {
      made = (wrapper: any, isCreation: unknown, data: unknown, tree: unknown) => {
        if (!wrapper.tiffin) prepare(wrapper, known)
        // Lists ask the closures of a page that is made, too, what a change would reach.
        return gen(wrapper, isCreation, data, tree ?? Object.create(null))
      }
      wrapped.set(gen, made)
    }
    return made
  }
}

/** A file's modules are data of what it includes: there the path says nothing. */
type IsModules = (listener: unknown) => boolean

function prepare(wrapper: any, known: IsModules | undefined): void {
  wrapper.tiffin = true
  refreshPlaceholders(wrapper)
  prepareSetters(wrapper)
  wrapper.setFnFilter = () => undefined
  wrapper.changePropFilter = (listener: any, path?: unknown[]) => {
    if (typeof listener !== 'function') return () => undefined
    if (path && path[0] === FROM_DATA && !known?.(listener)) return listener
    return (now: unknown, old: unknown, host: any, element: any) =>
      observeLater(() => listener(now, old, ownerInstance(host, host), ownerInstance(element, host)))
  }
  wrapper.eventListenerWrapper = (caller: any, event: any, listener: any, path?: unknown[]) => {
    if ((!path || path[0] === FROM_DATA) && !known?.(listener)) return listener.apply(caller, [event])
    const host = caller._$
    const target = event.__target
    const current = event.__current
    const own = Object.assign({}, event)
    own.target = { ...event.target }
    own.currentTarget = { ...event.currentTarget }
    own.instance = current ? ownerInstance(current, host) : undefined
    own.target.instance = target ? ownerInstance(target, host) : undefined
    own.currentTarget.instance = own.instance
    const result = listener.call(undefined, own, ownerInstance(host, host))
    return result === false ? false : undefined
  }
}

/** `getDate` and `getRegExp` of WXS: globals of this engine, absent in QuickJS. */
export function installWxsGlobals(target: any): void {
  target.getDate = (...args: unknown[]) => (args.length === 0 ? new Date() : new (Date as any)(...args))
  target.getRegExp = (pattern: string, flags?: string) => new RegExp(pattern, flags)
}
