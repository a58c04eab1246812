import { type Page } from '@playwright/test';

declare global {
  interface Window {
    pyronetCommits?: number;
  }
}

/** Counts React's commits from the next page load on, through the hook that React offers developer tools. */
export async function countCommits(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.pyronetCommits = 0;
    Object.defineProperty(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
      value: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        checkDCE: () => undefined,
        onCommitFiberRoot: () => {
          window.pyronetCommits = (window.pyronetCommits ?? 0) + 1;
        },
        onCommitFiberUnmount: () => undefined,
      },
    });
  });
}

/** Commits since the page was loaded. */
export async function commits(page: Page): Promise<number> {
  return page.evaluate(() => window.pyronetCommits ?? 0);
}
