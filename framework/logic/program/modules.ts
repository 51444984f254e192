// require(): CommonJS, evaluated sloppily with the file's own name, so that stacks name file and line.
// Resolution: relative to the file, then miniprogram_npm up the folders, then from the root (docs/compatibility.md).
// A bare name that leads back to the file itself means the package of that name: pages/lodash/lodash requires "lodash".

import { native } from '../native'
import { scripts, appConfig, packageOf, loadPackage } from './units'

/** WeChat passes these as parameters, so that they are undefined and cannot be reached. */
const HIDDEN =
  'window,document,frames,self,location,navigator,localStorage,history,Caches,screen,alert,confirm,prompt,fetch,' +
  'XMLHttpRequest,WebSocket,webkit,WeixinJSCore,Reporter,print,WeixinJSBridge'

interface Module {
  exports: unknown
}

const cache = new Map<string, Module>()

function join(base: string, path: string): string | null {
  const parts = base ? base.split('/') : []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.length === 0) return null
      parts.pop()
    } else {
      parts.push(part)
    }
  }
  return parts.join('/')
}

function exists(path: string | null): string | null {
  if (path === null) return null
  for (const each of [path, `${path}.js`, `${path}/index.js`]) if (scripts.has(each)) return each
  return null
}

export function resolve(from: string, request: string): string | null {
  const at = from.lastIndexOf('/')
  const folder = at < 0 ? '' : from.slice(0, at)
  if (request.startsWith('/')) return exists(join('', request))
  const near = exists(join(folder, request))
  if ((near && near !== from) || request.startsWith('.')) return near
  for (let up = folder; ;) {
    const found = exists(join(up, `miniprogram_npm/${request}`))
    if (found) return found
    if (!up) break
    const cut = up.lastIndexOf('/')
    up = cut < 0 ? '' : up.slice(0, cut)
  }
  return exists(join('', request)) ?? near
}

export function runScript(path: string): unknown {
  const known = cache.get(path)
  if (known) return known.exports
  const pkg = scripts.get(path)
  if (pkg === undefined) throw new Error(`module '${path}' is not defined`)
  const module: Module = { exports: {} }
  cache.set(path, module)
  try {
    let body: (...args: unknown[]) => unknown
    try {
      body = native.script(pkg, path, `require,module,exports,${HIDDEN}`)
    } catch (error) {
      // A file may declare one of the hidden names itself with let, const or class.
      if (!(error instanceof SyntaxError) || !/redefinition|redeclaration/.test(error.message)) throw error
      body = native.script(pkg, path, 'require,module,exports')
    }
    body.call(module.exports, makeRequire(path), module, module.exports)
  } catch (error) {
    cache.delete(path)
    throw error
  }
  return module.exports
}

function makeRequire(from: string): unknown {
  const require = (request: unknown, done?: (exports: unknown) => void, failed?: (error: unknown) => void): unknown => {
    if (typeof request !== 'string') throw new TypeError('require takes a string')
    const path = resolve(from, request)
    if (typeof done === 'function') {
      load(from, request).then(done, failed ?? (() => undefined))
      return undefined
    }
    if (path === null) throw new Error(`module '${request}' is not defined, required by '${from}'`)
    return runScript(path)
  }
  require.async = (request: string) => load(from, request)
  return require
}

/** require.async: a module of another package. */
async function load(from: string, request: string): Promise<unknown> {
  const at = from.lastIndexOf('/')
  const target = join(request.startsWith('/') ? '' : at < 0 ? '' : from.slice(0, at), request)
  if (target !== null && (appConfig.subPackages ?? []).length > 0) loadPackage(packageOf(target))
  const path = resolve(from, request)
  if (path === null) throw new Error(`module '${request}' is not defined, required by '${from}'`)
  return runScript(path)
}
