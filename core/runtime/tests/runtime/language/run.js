// What the language does, expression by expression: run in our engine by language.rs, and in Node.js for what V8 gives:
// `node run.js > v8.txt`. Nothing depends on the time zone, nothing is newer than Node.js 20.

const files = [require('./numbers'), require('./text'), require('./lists'), require('./objects'), require('./control')]
const groups = Object.assign({}, ...files)

const show = (value) => (Object.is(value, -0) ? '-0' : String(value).replaceAll('\n', ' '))

/** Lines of `group index: value`, given to `line` one by one, then `done`. */
async function run(line, done) {
  for (const name of Object.keys(groups)) {
    let values
    try {
      values = await groups[name]()
    } catch (error) {
      values = [String(error)]
    }
    if (!Array.isArray(values)) values = [values]
    values.forEach((value, at) => line(`${name} ${at}: ${show(value)}`))
  }
  done()
}

module.exports = run
if (typeof process !== 'undefined') run(console.log, () => undefined)
