import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import typescript from 'typescript-eslint'

/** Facts flow one way; each layer may import from itself and from those before it. */
const layers = ['generated', 'domain', 'i18n', 'data', 'transactions', 'state', 'components', 'views']

const directions = layers.slice(0, -1).map((layer, index) => ({
  files: [`web/src/${layer}/**/*.{ts,svelte}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: layers.slice(index + 1).flatMap((later) => [`**/${later}/**`, `**/${later}`]),
            message: `${layer} comes before ${layers.slice(index + 1).join(', ')}: facts flow one way (generated, domain, data, transactions, state, components, views).`,
          },
        ],
      },
    ],
  },
}))

export default typescript.config(
  { ignores: ['node_modules', 'dist', 'out*', 'cache*', '.althing', 'subgraph', 'web/src/generated'] },
  js.configs.recommended,
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // The compiler of TypeScript knows better what is defined.
      'no-undef': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      // Collections in state are replaced as wholes, or told apart by a subscriber.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  // The one place where HTML is shown: what the sanitiser gave, as a trusted type.
  { files: ['web/src/components/Markdown.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off', 'no-var': 'off' } },
  ...directions,
)
