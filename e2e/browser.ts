import { existsSync } from 'node:fs';

import { type Browser, chromium } from '@playwright/test';

const debianChromium = '/usr/bin/chromium';

/** A headless Chromium: the system's where there is one, Playwright's own otherwise. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = existsSync(debianChromium) ? debianChromium : chromium.executablePath();
  if (!existsSync(executablePath))
    throw new Error('No browser here. Install one with: npx playwright install chromium');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}
