const path = require('path')
const webpack = require('webpack')
const MiniCssExtractPlugin = require('mini-css-extract-plugin')
const MpPlugin = require('mp-webpack-plugin')
const { VueLoaderPlugin } = require('vue-loader')

const entry = (page) => path.resolve(__dirname, `src/pages/${page}.js`)

module.exports = {
  mode: 'production',
  entry: { index: entry('index'), list: entry('list'), form: entry('form') },
  output: {
    path: path.resolve(__dirname, 'dist/common'),
    filename: '[name].js',
    library: 'createApp',
    libraryExport: 'default',
    libraryTarget: 'window',
  },
  target: 'web',
  optimization: { runtimeChunk: false, splitChunks: { chunks: 'all', minSize: 1000, automaticNameDelimiter: '~', name: true } },
  module: {
    rules: [
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
      { test: /\.vue$/, loader: 'vue-loader' },
    ],
  },
  plugins: [
    new webpack.DefinePlugin({ 'process.env.isMiniprogram': true }),
    new MiniCssExtractPlugin({ filename: '[name].wxss' }),
    new VueLoaderPlugin(),
    new MpPlugin({
      origin: 'https://kitchen.example',
      entry: '/',
      router: { index: ['/'], list: ['/list'], form: ['/form'] },
      redirect: { notFound: 'index', accessDenied: 'index' },
      generate: { autoBuildNpm: false },
      app: { navigationBarTitleText: 'Kitchen' },
      global: {},
      pages: {},
      optimization: { domSubTreeLevel: 5, elementMultiplexing: true, textMultiplexing: true, commentMultiplexing: true, domExtendMultiplexing: true, styleValueReduce: 5000, attrValueReduce: 5000 },
    }),
  ],
}
