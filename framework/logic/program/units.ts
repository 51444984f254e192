// The program's pages and components ("units") and their registration with glass-easel's adapter: static config,
// templates, style scopes, and the script of each, run once, with its dependencies first.

import { MiniProgramEnv, component as adapterComponent, types } from 'glass-easel-miniprogram-adapter'
import * as glassEasel from 'glass-easel'
import { native } from '../native'
import { report } from '../faults'
import { wrapTemplate } from '../wxs'
import '../backend/dataset'

export interface UnitConfig {
  kind: 'page' | 'component'
  config: Record<string, any>
  script: string | null
  style: string | null
  scope: string
}

interface PackageConfig {
  templateAbi: string
  package: string
  root: string
  app?: Record<string, any>
  units: Record<string, UnitConfig>
  scripts: string[]
}

interface Unit extends UnitConfig {
  pkg: string
  defined: boolean
  running: boolean
}

const TEMPLATE_ABI = 'glass-easel-0.12.1'

// Before any space exists: the space copies these.
Object.assign(glassEasel.globalOptions, {
  writeIdToDOM: true,
  useMethodCallerListeners: true,
  writeFieldsToNode: false,
})

const env = new MiniProgramEnv()
export const space = env.createCodeSpace('main', true)
const scopeManager = space.getComponentSpace().styleScopeManager

export function scopeName(id: number): string {
  return scopeManager.queryName(id) ?? ''
}

export const units = new Map<string, Unit>()
/** Script path -> package, of all packages loaded. */
export const scripts = new Map<string, string>()
export let appConfig: Record<string, any> = {}
const loaded = new Set<string>()

export function isLoaded(pkg: string): boolean {
  return loaded.has(pkg)
}

/** Reads a package's config and templates; throws if it cannot be run. */
export function loadPackage(pkg: string): void {
  if (loaded.has(pkg)) return
  const config = JSON.parse(native.config(pkg)) as PackageConfig
  if (config.templateAbi !== TEMPLATE_ABI) {
    throw new Error(`package ${pkg} is built for ${String(config.templateAbi)}, this host runs ${TEMPLATE_ABI}`)
  }
  const templates = native.templates(pkg)
  loaded.add(pkg)
  if (config.app) appConfig = config.app
  for (const script of config.scripts ?? []) scripts.set(script, pkg)
  const content = (path: string): unknown => templates[path]
  for (const path of Object.keys(config.units)) {
    const unit = config.units[path]!
    units.set(path, { ...unit, pkg, defined: false, running: false })
    const json = unit.config ?? {}
    const using: Record<string, string> = {}
    for (const name of Object.keys(json.usingComponents ?? {})) using[name] = rooted(json.usingComponents[name])
    for (const name of Object.keys(appConfig.usingComponents ?? {})) {
      if (!(name in using)) using[name] = rooted(appConfig.usingComponents[name])
    }
    const generics: Record<string, any> = {}
    for (const name of Object.keys(json.componentGenerics ?? {})) {
      const value = json.componentGenerics[name]
      generics[name] = value && typeof value === 'object' && value.default ? { default: rooted(value.default) } : true
    }
    // The style sheets were scoped when the package was built: the scope decides, the JSON only says whether the
    // app's classes apply too.
    let isolation = json.styleIsolation as string | undefined
    if (!unit.scope) isolation = 'shared'
    else if (isolation === undefined) isolation = json.addGlobalClass ? 'apply-shared' : 'isolated'
    space.addComponentStaticConfig(path, {
      component: unit.kind === 'component',
      usingComponents: using,
      componentGenerics: generics,
      componentPlaceholder: placeholders(json.componentPlaceholder),
      styleIsolation: isolation as types.StyleIsolation,
      pureDataPattern: json.pureDataPattern,
    })
    space.addStyleSheet(path, undefined, unit.scope || undefined)
    const template = content(path)
    if (template) {
      space.addCompiledTemplate(path, {
        groupList: templates,
        content: wrapTemplate(template, templates['#wxs'] as ((listener: unknown) => boolean) | undefined),
        fallbackListenerOnNativeNode: true,
      } as any)
    }
  }
  onLoad(pkg)
}

/** Names by names; whatever else a program wrote there stands for nothing. */
function placeholders(given: unknown): Record<string, string> {
  const map: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(given ?? {})) if (typeof value === 'string' && value) map[name] = value
  return map
}

function rooted(path: string): string {
  return path.includes('://') || path.startsWith('/') ? path : `/${path}`
}

let current: string | null = null

/** The unit whose script runs now: what Page() and Component() define. */
export function currentUnit(): string | null {
  return current
}

export function markDefined(path: string): void {
  const unit = units.get(path)
  if (unit) unit.defined = true
}

let onLoad: (pkg: string) => void = () => undefined
let requireScript: (path: string) => unknown = () => undefined
let defineEmpty: (path: string, kind: 'page' | 'component') => void = () => undefined

export function setUnitHooks(run: (path: string) => unknown, empty: typeof defineEmpty): void {
  requireScript = run
  defineEmpty = empty
}

/** Called as soon as a package is read, before anything of it runs. */
export function setLoadHook(hook: typeof onLoad): void {
  onLoad = hook
}

/** Runs the scripts of a unit and of all it uses, dependencies first; each once. */
export function ensureUnit(path: string): boolean {
  const unit = units.get(path)
  if (!unit) return false
  if (unit.defined || unit.running) return true
  unit.running = true
  for (const used of dependencies(unit)) ensureUnit(used)
  const before = current
  current = path
  try {
    if (unit.script) requireScript(unit.script)
  } catch (error) {
    report(unit.kind === 'page' ? 'Page' : 'App', error)
  } finally {
    current = before
    unit.running = false
  }
  if (!unit.defined) {
    if (unit.script) native.log(3, `${unit.script} did not call ${unit.kind === 'page' ? 'Page' : 'Component'}()`)
    defineEmpty(path, unit.kind)
  }
  return true
}

function dependencies(unit: Unit): string[] {
  const found: string[] = []
  const add = (path: unknown): void => {
    if (typeof path === 'string') found.push(path.replace(/^\//, ''))
  }
  for (const map of [unit.config?.usingComponents, appConfig.usingComponents]) {
    for (const name of Object.keys(map ?? {})) add(map[name])
  }
  for (const name of Object.keys(unit.config?.componentGenerics ?? {})) {
    add(unit.config.componentGenerics[name]?.default)
  }
  return found
}

/** The package that a file belongs to, by the roots in app.json: of two that hold it the inner one. */
export function packageOf(path: string): string {
  let name = 'main'
  let longest = 0
  for (const sub of appConfig.subPackages ?? []) {
    const root = `${String(sub.root ?? '').replace(/^\/+|\/+$/g, '')}/`
    if (root.length > Math.max(longest, 1) && path.startsWith(root)) {
      name = sub.name || sub.root
      longest = root.length
    }
  }
  return name
}

export const ComponentCaller = adapterComponent.ComponentCaller
export { glassEasel }
