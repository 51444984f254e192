// glass-easel asks our own code where it makes a list of a template's `wx:for` and where it changes one
// (logic/blocks/index.ts). The library has no place to say so: two expressions are replaced when it is bundled, and a build
// fails that does not find them.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const lists = join(dirname(fileURLToPath(import.meta.url)), 'logic', 'blocks', 'index.ts')

/** In `handleChildrenCreation` and `handleChildrenUpdate` of glass-easel 0.12.1, where they define a loop. */
const PLACES = [
  // The list, its key, the element of the loop and its shadow root, and what makes a row's element follow.
  ['dt(d).keyList=new rt(o,e,d,a,', 'dt(d).keyList=$makeList({Own:rt,wrapper:this,slot:t,path:r,row:l},o,e,d,a,'],
  ['dt(d).keyList.diff(e,r,d,', '$changeList(dt(d),{Own:rt,wrapper:this,slot:n,path:l,row:a},e,r,d,'],
]

export function withLists(contents) {
  for (const [theirs, ours] of PLACES) {
    if (contents.split(theirs).length !== 2) throw new Error(`glass-easel has changed: ${theirs} is not there once`)
    contents = contents.replace(theirs, () => ours)
  }
  return `import{makeList as $makeList,changeList as $changeList}from${JSON.stringify(lists)};${contents}`
}
