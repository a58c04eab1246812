import { defineConfig, mergeConfig } from 'vitest/config';

import whole from '../../../vitest.config';

/** The tests as they are, with a note of every refusal. */
export default mergeConfig(
  { ...whole, test: { ...whole.test, projects: undefined } },
  defineConfig({ test: { setupFiles: ['programs/pyronet/mutants/note-refusals.ts'] } }),
);
