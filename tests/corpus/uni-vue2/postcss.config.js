const path = require('path')

module.exports = {
  parser: require('postcss-comment'),
  plugins: [
    require('postcss-import')({ resolve: (id) => (id.startsWith('@/') ? path.resolve(process.env.UNI_INPUT_DIR, id.slice(2)) : id) }),
    require('autoprefixer')({ remove: false }),
    require('@dcloudio/vue-cli-plugin-uni/packages/postcss'),
  ],
}
