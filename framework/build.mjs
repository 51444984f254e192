// Builds the three files that Rust embeds: dist/logic.js (a classic script for
// the engine), dist/view.js and dist/view.css (for every page's web view).
// `node build.mjs logic` or `node build.mjs view` builds one half.
import { build } from 'esbuild'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownReferences } from './own-references.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const only = process.argv[2]
mkdirSync(join(here, 'dist'), { recursive: true })

const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'iife',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: false,
}

const halves = {
  // QuickJS has no JIT and the bundle is kept as bytecode: size costs, so
  // syntax is shortened, but names stay, because stacks show them.
  logic: {
    ...common,
    entryPoints: ['logic/index.ts'],
    outfile: 'dist/logic.js',
    target: 'es2022',
    minifySyntax: true,
    define: { 'process.env.NODE_ENV': '"production"', ...ownReferences.define },
    banner: ownReferences.banner,
    footer: ownReferences.footer,
  },
  view: {
    ...common,
    entryPoints: ['view/index.ts'],
    outfile: 'dist/view.js',
    target: ['safari15', 'chrome87'],
    minify: true,
  },
  css: {
    absWorkingDir: here,
    bundle: true,
    logLevel: 'warning',
    entryPoints: ['view/view.css'],
    outfile: 'dist/view.css',
    target: ['safari15', 'chrome87'],
    minify: true,
  },
}

const wanted = only === 'logic' ? ['logic'] : only === 'view' ? ['view', 'css'] : ['logic', 'view', 'css']
for (const half of wanted) {
  const entry = halves[half].entryPoints[0]
  if (!existsSync(join(here, entry))) {
    console.error(`framework: ${entry} is missing`)
    process.exitCode = 1
    continue
  }
  await build(halves[half])
}
