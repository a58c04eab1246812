import path from 'node:path';

import nextPlugin from '@next/eslint-plugin-next';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Layers of the TypeScript tree; `may` lists what each may import besides itself. */
const layers = [
  { type: 'app', pattern: 'app', may: ['ui', 'primitives', 'slice', 'lib-open', 'lib-tx', 'lib-wallet'] },
  { type: 'ui', pattern: 'components/ui', may: [] },
  { type: 'primitives', pattern: 'components/primitives', may: ['ui', 'lib-open', 'lib-tx', 'lib-wallet'] },
  // A slice never imports another slice: what two of them share moves down.
  { type: 'slice', pattern: 'components/*', may: ['ui', 'primitives', 'lib-open', 'lib-tx', 'lib-wallet'] },
  { type: 'lib-tx', pattern: 'lib/tx', may: ['lib-open'] },
  { type: 'lib-wallet', pattern: 'lib/wallet', may: ['lib-open', 'lib-tx'] },
  { type: 'lib-open', pattern: 'lib/*', may: [] },
  { type: 'worker', pattern: 'programs/worker', may: ['lib-open', 'lib-tx'] },
  { type: 'localnet', pattern: 'programs/localnet', may: ['lib-open'] },
  { type: 'program', pattern: 'programs/pyronet', may: ['lib-open', 'localnet'] },
  { type: 'engine', pattern: 'programs/engine', may: ['lib-open'] },
  { type: 'spec', pattern: 'programs/compute-spec', may: ['lib-open'] },
  { type: 'scripts', pattern: 'scripts', may: ['lib-open', 'lib-tx', 'worker', 'localnet', 'program'] },
  { type: 'e2e', pattern: 'e2e', may: ['lib-open', 'lib-tx', 'lib-wallet', 'worker', 'localnet', 'scripts'] },
];

/** `PageLink` stands for it: it fetches no page before somebody points at the link. */
const eagerLinks = ['next/link'];
const legacyChainLibraries = ['@solana/web3.js', '@solana/spl-token', '@solana/wallet-adapter-*'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.next*/**',
      '**/target/**',
      '.pyronet/**',
      'lib/pyronet/generated/**',
      'public/**',
      'next-env.d.ts',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx,js}'],
    plugins: { boundaries, '@next/next': nextPlugin, 'react-hooks': reactHooks },
    settings: {
      'boundaries/elements': layers.map(({ type, pattern }) => ({ type, pattern })),
      'import/resolver': { [path.resolve(import.meta.dirname, 'scripts/eslint-resolver.cjs')]: {} },
    },
    rules: {
      ...nextPlugin.configs.recommended.rules,
      ...reactHooks.configs.recommended.rules,
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: layers.map(({ type, may }) => ({
            from: { element: { type } },
            allow: { to: { element: { types: { anyOf: type === 'slice' ? may : [type, ...may] } } } },
          })),
        },
      ],
      'no-restricted-imports': ['error', { patterns: [...legacyChainLibraries, ...eagerLinks] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/tx/**', 'lib/wallet/**', '**/*.test.ts', '**/testing/**', '**/bench/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['components/ui/PageLink.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: legacyChainLibraries }] },
  },
  {
    files: ['scripts/**', '**/main.ts', '**/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
