// Expressions that begin with `^` are tried at the beginning only. QuickJS tries them at each place of the rest, and
// less.js asks hundreds of times for each rule: without this a sheet takes the square of its length.

/** `^` counts for the whole expression: no alternative beside it. */
function anchored(source: string): boolean {
  if (!source.startsWith('^')) return false
  let depth = 0
  let inClass = false
  for (let at = 1; at < source.length; at += 1) {
    const c = source[at]
    if (c === '\\') at += 1
    else if (inClass) inClass = c !== ']'
    else if (c === '[') inClass = true
    else if (c === '(') depth += 1
    else if (c === ')') depth -= 1
    else if (c === '|' && depth === 0) return false
  }
  return true
}

export function installAnchored(): void {
  const native = RegExp.prototype.exec
  const apply = Reflect.apply
  // By source, as a literal in a function is a new object each time.
  const known = new Map<string, RegExp | null>()
  function exec(this: RegExp, input: string): RegExpExecArray | null {
    const { source, flags } = this
    let sticky: RegExp | null | undefined
    if (flags === '' || flags === 'i') {
      const key = flags + source
      sticky = known.get(key)
      if (sticky === undefined) {
        sticky = anchored(source) ? new RegExp(source, `${flags}y`) : null
        known.set(key, sticky)
      }
    }
    if (sticky == null) return apply(native, this, [input])
    sticky.lastIndex = 0
    return apply(native, sticky, [input])
  }
  const define = (name: 'exec' | 'test', value: object): void => {
    Object.defineProperty(RegExp.prototype, name, { value, writable: true, configurable: true })
  }
  define('exec', exec)
  define('test', function test(this: RegExp, input: string): boolean {
    return this.exec(input) !== null
  })
}
