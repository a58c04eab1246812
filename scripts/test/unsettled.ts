/**
 * Browser tests that have not been seen to pass as a whole on a quiet machine of two cores. `npm test` counts each as
 * skipped and says why; `npm run test:unsettled` runs them. A file leaves this list when it passes.
 */
export const unsettled: readonly { readonly file: string; readonly reason: string }[] = [
  {
    file: 'e2e/pages.test.ts',
    reason: '27 of 31 pass; pages of a transaction, a finished lease and a provider do not',
  },
  { file: 'e2e/visitor.test.ts', reason: '4 of 5 pass; the way from the market to a quote does not' },
  { file: 'e2e/provider.test.ts', reason: '3 of 4 pass; being rented from the page just listed does not' },
  { file: 'e2e/tabs.test.ts', reason: 'eight tabs at once were not yet seen to pass' },
  {
    file: 'e2e/one-build.test.ts',
    reason: '8 of 9 pass; the first page names the local network on any network',
  },
  {
    file: 'e2e/ticking.test.ts',
    reason: 'two hundred ticking amounts were not yet seen without a commit of React',
  },
];
