// glass-easel copies data twice on its way to a template. In its copies, too, instances of components stay what they are
// (logic/program/instances.ts): copied, one would be its whole tree, without an end. The library has no place to say so:
// one condition is put into its two functions when it is bundled, and a build fails that does not find them.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLists } from './own-lists.mjs'

const instances = join(dirname(fileURLToPath(import.meta.url)), 'logic', 'program', 'instances.ts')
const LIBRARY = /[\\/]glass-easel[\\/]dist[\\/]glass_easel\.all\.es\.js$/

/** How `simpleDeepCopy` and `deepCopyWithRecursion` of glass-easel 0.12.1 begin. */
const COPIES = ['$e=e=>{if("object"==typeof e&&null!==e){', 'fe=(e,t)=>{if("object"==typeof e&&null!==e){']

/** For esbuild. */
export const ownCopies = {
  name: 'own-copies',
  setup(build) {
    build.onLoad({ filter: LIBRARY }, ({ path }) => {
      let contents = readFileSync(path, 'utf8')
      for (const begin of COPIES) {
        if (contents.split(begin).length !== 2) throw new Error(`glass-easel has changed: ${begin} is not there once`)
        contents = contents.replace(begin, () => `${begin}if($isInstance(e))return e;`)
      }
      contents = withLists(contents)
      return { contents: `import{isInstance as $isInstance}from${JSON.stringify(instances)};${contents}`, loader: 'js' }
    })
  },
}
