import vue from 'eslint-plugin-vue'
import vueParser from 'vue-eslint-parser'

// Templates only: oxlint reads the scripts, and nothing else reads what stands between <template> and </template>.
export default [
  { ignores: ['node_modules/', 'out/', 'dist-pkg/', '.runtime/', '.room/', 'test-results/'] },
  {
    files: ['src/**/*.vue'],
    // No parser for the scripts: they are TypeScript, and vue-tsc checks them.
    languageOptions: { parser: vueParser, parserOptions: { parser: false, ecmaVersion: 'latest', sourceType: 'module' } },
    plugins: { vue },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A text of the outside world is a text, never markup.
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'vue/no-duplicate-attributes': 'error',
      'vue/no-use-v-if-with-v-for': 'error',
      'vue/no-template-key': 'error',
      'vue/no-template-target-blank': 'error',
      'vue/no-textarea-mustache': 'error',
      'vue/require-v-for-key': 'error',
      'vue/valid-v-bind': 'error',
      'vue/valid-v-for': 'error',
      'vue/valid-v-if': 'error',
      'vue/valid-v-on': 'error',
      'vue/valid-v-slot': 'error',
      'vue/component-name-in-template-casing': 'error',
      'vue/no-static-inline-styles': 'error',
    },
  },
]
