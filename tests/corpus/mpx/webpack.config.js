const path = require('path')
const Mpx = require('@mpxjs/webpack-plugin')

module.exports = {
  entry: { app: './src/app.mpx' },
  mode: 'production',
  devtool: false,
  output: { path: path.resolve(__dirname, 'dist'), filename: '[name].js', publicPath: '/' },
  performance: { hints: false },
  resolve: { extensions: ['.mpx', '.wxml', '.mjs', '.js', '.json'] },
  module: {
    rules: [
      { test: /\.mpx$/, use: Mpx.loader({}) },
      {
        test: /\.js$/,
        use: {
          loader: 'babel-loader',
          options: {
            presets: [['@babel/preset-env', { modules: false, shippedProposals: true }]],
            plugins: [['@babel/transform-runtime', { corejs: false, version: '^7.10.4' }]],
          },
        },
        include: [path.resolve('src'), /@mpxjs/],
      },
      { test: /\.(wxss|css)$/, use: [Mpx.wxssLoader({})] },
      { test: /\.(wxml|mpxml)$/, use: [Mpx.wxmlLoader({})] },
      { test: /\.json$/, resourceQuery: /asScript/, type: 'javascript/auto' },
      { test: /\.(wxs|qs|sjs|filter\.js)$/, use: [Mpx.wxsPreLoader()], enforce: 'pre' },
    ],
  },
  plugins: [new Mpx({ mode: 'wx', srcMode: 'wx' })],
}
