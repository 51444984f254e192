// Lints both halves. Types are tsc's business (`npm run check`); these rules catch what types do not.
import js from '@eslint/js'
import babelParser from '@babel/eslint-parser'

export default [
  { ignores: ['dist/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,js,mjs}'],
    languageOptions: {
      parser: babelParser,
      parserOptions: { requireConfigFile: false, babelOptions: { presets: ['@babel/preset-typescript'] } },
    },
    rules: {
      // tsc knows types and globals; these rules do not.
      'no-undef': 'off',
      'no-unused-vars': 'off',
      'no-redeclare': 'off',
      'no-dupe-class-members': 'off',
      // Trips over TypeScript's abstract members.
      'getter-return': 'off',
      'no-dupe-args': 'off',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/tests/**', '*.mjs', 'conformance/build.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    // Programs' scripts are evaluated here, that is what logic is for.
    files: ['logic/**'],
    rules: { 'no-eval': 'off', 'no-new-func': 'off' },
  },
]
