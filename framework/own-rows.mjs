// Of the table of capabilities, the members of a row that are read here (logic/wx/table.ts), and none that say what a row
// without them says; of what is absent everywhere, the names alone. Each program builds the table when it starts. Rust reads
// the whole.
import { readFileSync } from 'node:fs'

const READ = ['name', 'kind', 'status', 'args', 'platforms', 'lasting', 'events', 'methods', 'fallback', 'with']

function read(row) {
  const kept = {}
  for (const name of READ) {
    const value = row[name]
    const empty = name === 'args' ? Object.keys(value ?? {}).length === 0 : name === 'platforms' && value[0] === 'all'
    if (value !== undefined && !empty) kept[name] = value
  }
  return kept
}

/** For esbuild. */
export const ownRows = {
  name: 'own-rows',
  setup(build) {
    build.onLoad({ filter: /[\\/]capabilities\.json$/ }, ({ path }) => {
      const { wx, inner } = JSON.parse(readFileSync(path, 'utf8'))
      const absent = wx.filter((row) => row.status === 'absent').map((row) => row.name)
      const rows = wx.filter((row) => row.status !== 'absent').map(read)
      return { contents: JSON.stringify({ wx: rows, inner: inner.map(read), absent }), loader: 'json' }
    })
  },
}
