import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { type Browser, chromium } from '@playwright/test';

const debianChromium = '/usr/bin/chromium';
const playwright = path.resolve(import.meta.dirname, '../node_modules/playwright/cli.js');

/** A headless Chromium: the system's where there is one, otherwise Playwright's own, installed if need be. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: existsSync(debianChromium) ? debianChromium : playwrightChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

function playwrightChromium(): string {
  const executable = chromium.executablePath();
  if (!existsSync(executable))
    spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'inherit' });
  if (!existsSync(executable))
    throw new Error('No browser here. Install one with: npx playwright install chromium');
  return executable;
}
