// require(): CommonJS, evaluated sloppily with the file's own name, so that stacks name file and line.
// Resolution: relative to the file, then miniprogram_npm up the folders, then from the root (docs/compatibility.md).
// A bare name that leads back to the file itself means the package of that name: pages/lodash/lodash requires "lodash".
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/require.html

import { native } from '../native'
import { report, safely } from '../faults'
import { need } from './late'
import { isLoaded, packageOf, scripts } from './units'

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

function exists(path: string): string | null {
  for (const each of [path, `${path}.js`, `${path}/index.js`]) if (scripts.has(each)) return each
  return null
}

function folderOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at < 0 ? '' : path.slice(0, at)
}

/** The places that a name may mean, best first, without extension. */
function places(from: string, request: string): string[] {
  if (request.startsWith('/')) return [join('', request)].filter((place) => place !== null)
  const found = [join(folderOf(from), request)]
  if (!request.startsWith('.')) {
    for (let up = folderOf(from); ; up = folderOf(up)) {
      found.push(join(up, `miniprogram_npm/${request}`))
      if (!up) break
    }
    found.push(join('', request))
  }
  return found.filter((place) => place !== null)
}

export function resolve(from: string, request: string): string | null {
  const bare = !/^[./]/.test(request)
  let itself: string | null = null
  for (const place of places(from, request)) {
    const found = exists(place)
    if (found === null) continue
    if (!bare || found !== from) return found
    itself = found
  }
  return itself
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
  const require = (request: unknown, done?: unknown, failed?: unknown): unknown => {
    if (typeof done === 'function') {
      load(from, request).then(
        (exports) => safely('Handler', () => done(exports)),
        (error: LoadError) => {
          const { mod, errMsg } = error
          if (typeof failed === 'function') safely('Handler', () => failed({ mod, errMsg }))
          else report('Handler', error)
        },
      )
      return undefined
    }
    if (typeof request !== 'string') throw new TypeError('require takes a string')
    const path = resolve(from, request)
    if (path === null) throw new Error(`module '${request}' is not defined, required by '${from}'`)
    return runScript(path)
  }
  require.async = (request: unknown) => load(from, request)
  return require
}

/** What a program gets for a module that did not come: documented are these two members. */
interface LoadError extends Error {
  mod: string
  errMsg: string
}

function failure(from: string, request: unknown, cause: unknown): LoadError {
  let mod = ''
  let errMsg = ''
  try {
    mod =
      typeof request === 'string' ? (join(request[0] === '/' ? '' : folderOf(from), request) ?? request) : `${request}`
  } catch {
    mod = typeof request
  }
  try {
    errMsg = cause instanceof Error ? `${cause.message}` : `${cause}`
  } catch {
    errMsg = 'the module threw something that cannot be described'
  }
  const error = new Error(errMsg, { cause })
  return Object.assign(error, { mod, errMsg })
}

/** A module, after the package that holds it: of the places that the name may mean, the first where it is. */
async function load(from: string, request: unknown): Promise<unknown> {
  await null
  try {
    if (typeof request !== 'string') throw new TypeError('require takes a string')
    let path = resolve(from, request)
    for (const place of path === null ? places(from, request) : []) {
      const pkg = packageOf(place)
      if (isLoaded(pkg)) continue
      await new Promise<void>((done, failed) => {
        need(pkg, (error) => (error === null ? done() : failed(new Error(`loadSubpackage: fail ${error}`))))
      })
      path = resolve(from, request)
      if (path !== null) break
    }
    if (path === null) throw new Error(`module '${request}' is not defined, required by '${from}'`)
    return runScript(path)
  } catch (error) {
    throw failure(from, request, error)
  }
}
