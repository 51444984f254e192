// The framework shares its engine with a program, which may replace whatever is global. So logic.js holds its own
// references, taken before any code of the program runs: globals by a scope around the bundle, functions such as
// `Object.keys` by a name each. Methods of prototypes stay shared (docs/adr/0016).
const GLOBALS = (
  'Object Array Function Error TypeError RangeError String Number Boolean Symbol BigInt Math JSON Reflect Proxy Promise Date ' +
  'RegExp Map Set WeakMap WeakSet ArrayBuffer DataView Uint8Array Uint8ClampedArray parseInt parseFloat isNaN isFinite ' +
  'encodeURIComponent decodeURIComponent encodeURI decodeURI'
).split(' ')

/** Whose functions are called by name: all that the bundle uses, and more would do no harm. */
const STATICS = {
  Object:
    'assign create defineProperty defineProperties entries freeze fromEntries getOwnPropertyDescriptor ' +
    'getOwnPropertyNames getOwnPropertySymbols getPrototypeOf is isFrozen keys setPrototypeOf values',
  Array: 'from isArray of',
  JSON: 'parse stringify',
  Reflect: 'apply construct get has ownKeys set',
  Promise: 'all reject resolve',
  Number: 'isFinite isInteger isNaN isSafeInteger',
  Math: 'abs ceil cos exp floor hypot log max min pow random round sign sin sqrt tan trunc',
  Date: 'now',
  ArrayBuffer: 'isView',
  Symbol: 'for',
  String: 'fromCharCode fromCodePoint',
}

/** Those that are called on their owner. */
const BOUND = new Set(['Promise', 'Array.from', 'Array.of'])

const defined = {}
const taken = []
for (const [owner, names] of Object.entries(STATICS)) {
  for (const name of names.split(' ')) {
    defined[`${owner}.${name}`] = `$${owner}_${name}`
    const bind = BOUND.has(owner) || BOUND.has(`${owner}.${name}`) ? `.bind(${owner})` : ''
    taken.push(`$${owner}_${name}=${owner}.${name}${bind}`)
  }
}

/** For esbuild. */
export const ownReferences = {
  define: defined,
  banner: { js: `(()=>{const {${GLOBALS.join(',')}}=globalThis;const ${taken.join(',')};` },
  footer: { js: '})();' },
}
