// Bundles glass-easel's own tests (they ship with the npm package) for the engine: dist/conformance.js, which
// core/runtime/src/engine/conformance.rs runs. Templates are compiled in Rust, by the crate that compiles programs.
import { build } from 'esbuild'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownCopies } from '../own-copies.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const glass = join(here, '..', 'node_modules', 'glass-easel')
const files = ['core', 'legacy', 'tmpl', 'backend'].flatMap((folder) =>
  readdirSync(join(glass, 'tests', folder))
    .filter((name) => /\.test\.[jt]s$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`),
)
const list = files.map(
  (name) => `__file(${JSON.stringify(name)}, () => require(${JSON.stringify(join(glass, 'tests', name))}))`,
)
const COMPILER = `export class TmplGroup {
  constructor(dev = false) { this.dev = dev; this.entries = [] }
  static newDev() { return new TmplGroup(true) }
  addTmpl(path, text) { this.entries.push([0, path, text]) }
  addScript(path, text) { this.entries.push([1, path, text]) }
  getTmplGenObjectGroups() { return __compile(this.dev, JSON.stringify(this.entries)) }
  free() {}
}`

await build({
  absWorkingDir: here,
  stdin: { contents: `import './dom.mjs'\nimport './jest.mjs'\n${list.join('\n')}`, resolveDir: here },
  outfile: '../dist/conformance.js',
  bundle: true,
  format: 'iife',
  charset: 'utf8',
  target: 'es2022',
  logLevel: 'error',
  loader: { '.js': 'ts' },
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, experimentalDecorators: true } },
  plugins: [
    ownCopies,
    {
      name: 'compiler',
      setup(b) {
        // The library as it is shipped to programs.
        b.onResolve({ filter: /^\.\.\/\.\.\/src(\/.*)?$/ }, () => ({
          path: join(glass, 'dist', 'glass_easel.all.es.js'),
        }))
        b.onResolve({ filter: /^glass-easel-template-compiler$/ }, () => ({ path: 'compiler', namespace: 'rust' }))
        b.onLoad({ filter: /.*/, namespace: 'rust' }, () => ({ contents: COMPILER, loader: 'js' }))
      },
    },
  ],
})
console.log(`${files.length} files of tests`)
