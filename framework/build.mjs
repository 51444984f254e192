// Builds the files that Rust embeds: dist/logic.js (a classic script for the
// engine), dist/view.js and dist/view.css (for every page's web view), and
// dist/less.js (for the compiler). `node build.mjs logic`, `view` or `less` builds
// that part.
import { build } from 'esbuild'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownCopies } from './own-copies.mjs'
import { ownReferences } from './own-references.mjs'
import { ownRows } from './own-rows.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const only = process.argv[2]
mkdirSync(join(here, 'dist'), { recursive: true })
const less = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).devDependencies.less

const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'iife',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: false,
}

const parts = {
  // QuickJS has no JIT and the bundle is kept as bytecode: size costs, so
  // syntax is shortened, but names stay, because stacks show them.
  logic: {
    ...common,
    entryPoints: ['logic/index.ts'],
    outfile: 'dist/logic.js',
    target: 'es2022',
    minifySyntax: true,
    plugins: [ownCopies, ownRows],
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
  less: {
    ...common,
    entryPoints: ['less/index.ts'],
    outfile: 'dist/less.js',
    target: 'es2022',
    minify: true,
    define: { LESS_VERSION: JSON.stringify(less) },
    banner: { js: `/* less ${less} (Apache-2.0), with copy-anything and parse-node-version (MIT) */` },
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

const wanted = { logic: ['logic'], view: ['view', 'css'], less: ['less'] }[only] ?? Object.keys(parts)
for (const part of wanted) {
  const entry = parts[part].entryPoints[0]
  if (!existsSync(join(here, entry))) {
    console.error(`framework: ${entry} is missing`)
    process.exitCode = 1
    continue
  }
  await build(parts[part])
}
