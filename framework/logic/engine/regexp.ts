// `RegExp.$1` ... `$9` and its relatives: QuickJS has none, the common `Date.prototype.Format` idiom needs them.
// All matching of strings goes through `exec`, so one wrapper sees each match.

interface Last {
  match: RegExpExecArray
  input: string
}

export function installRegExpStatics(): void {
  const native = RegExp.prototype.exec
  const apply = Reflect.apply
  let last: Last | null = null
  const exec = function exec(this: RegExp, input: unknown): RegExpExecArray | null {
    const match = apply(native, this, [input]) as RegExpExecArray | null
    if (match !== null) last = { match, input: match.input }
    return match
  }
  Object.defineProperty(RegExp.prototype, 'exec', { value: exec, writable: true, configurable: true })
  // `test` of the engine takes a short cut past `exec`.
  Object.defineProperty(RegExp.prototype, 'test', {
    value: function test(this: RegExp, input: unknown): boolean {
      return this.exec(String(input)) !== null
    },
    writable: true,
    configurable: true,
  })
  const define = (names: string[], get: () => string): void => {
    for (const name of names) Object.defineProperty(RegExp, name, { get, set() {}, configurable: true })
  }
  for (let i = 1; i <= 9; i += 1) define([`$${i}`], () => last?.match[i] ?? '')
  define(['lastMatch', '$&'], () => last?.match[0] ?? '')
  define(['input', '$_'], () => last?.input ?? '')
  define(['lastParen', '$+'], () => (last && last.match.length > 1 ? (last.match[last.match.length - 1] ?? '') : ''))
  define(['leftContext', '$`'], () => (last ? last.input.slice(0, last.match.index) : ''))
  define(['rightContext', "$'"], () => (last ? last.input.slice(last.match.index + last.match[0].length) : ''))
}
