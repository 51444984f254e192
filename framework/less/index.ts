// Less, as one script for the compiler: it runs in an engine of its own, which has nothing of the project but the
// two functions below. JavaScript in sheets and @plugin stay off: nobody's code runs in a build.
import { installAnchored } from './anchored'
import createLess, { type Sheet } from 'less/lib/less/index.js'

declare const LESS_VERSION: string

/** Of the compiler. Names are found as in any sheet of the project; nothing else is there. */
declare const lessLoad: (name: string, directory: string) => string[] | undefined
declare const lessEmbed: (name: string, directory: string) => string | undefined

installAnchored()

// less.js gives errors the stack of what they were made from, which may be none; the engine's setter wants a text.
Object.defineProperty(Error.prototype, 'stack', { value: '', writable: true, configurable: true })

/** What data-uri() embeds: base64 where that is asked for, the text where it is not. */
class Content {
  constructor(
    readonly base64: string,
    readonly text: string,
  ) {}

  toString(): string {
    return this.text
  }
}

const MIME: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  otf: 'font/otf',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

const environment = {
  encodeBase64: (content: unknown) => (content instanceof Content ? content.base64 : encode(String(content))),
  mimeLookup: (path: string) => MIME[path.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream',
  charsetLookup: (mime: string) => (mime.startsWith('text/') ? 'UTF-8' : ''),
}

/** svg-gradient() embeds the text that it made, which is ASCII. */
function encode(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  let out = ''
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)]
    out += digits[a >> 2] + digits[((a & 3) << 4) | (b >> 4)]
    out += at + 1 < text.length ? digits[((b & 15) << 2) | (c >> 6)] : '='
    out += at + 2 < text.length ? digits[c & 63] : '='
  }
  return out
}

const less = createLess(environment, [], LESS_VERSION)

class Files extends less.AbstractFileManager {
  supports(): boolean {
    return true
  }

  supportsSync(): boolean {
    return true
  }

  loadFileSync(name: string, directory: string, options: { ext?: string; rawBuffer?: boolean }): object {
    if (options.rawBuffer === true) {
      const base64 = lessEmbed(name, directory)
      const text = name.toLowerCase().endsWith('.svg') ? lessLoad(name, directory)?.[1] : ''
      return base64 == null ? {} : { filename: name, contents: new Content(base64, text ?? '') }
    }
    const found = lessLoad(name, directory)
    if (found == null) return { type: 'File', message: `there is no sheet \`${name}\`` }
    return { filename: found[0], contents: found[1] }
  }
}

less.environment.addFileManager(new Files())
less.FileManager = Files
less.PluginLoader = class {
  loadPluginSync(): object {
    return { type: 'Plugin', message: 'plugins of Less are not run' }
  }
}

/** Where a sheet is wrong: line from 1, column from 0 in UTF-16 units. */
interface Wrong {
  message: string
  file?: string
  line?: number
  column?: number
}

/** The sheet in `path`, as JSON: `{css}` or `{wrong}`. */
function compile(path: string, text: string): string {
  let css = ''
  let wrong: Wrong | null = null
  const options = { filename: path, syncImport: true, rewriteUrls: 'off', javascriptEnabled: false }
  less.render(text, options, (error: Sheet['error'], output?: { css: string }) => {
    if (error == null) css = output?.css ?? ''
    else wrong = { message: error.message, file: error.filename, line: error.line, column: error.column }
  })
  return JSON.stringify(wrong === null ? { css } : { wrong })
}

Object.assign(globalThis, { lessCompile: compile })
