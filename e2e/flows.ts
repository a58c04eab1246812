import { address, type Address } from '@solana/kit';
import { type Page } from '@playwright/test';

const patienceMs = 60_000;

/** Connects as a person of the local network: one click on the button, one on the name. */
export async function connectAs(page: Page, persona: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click({ timeout: patienceMs });
  await choosePersona(page, persona);
}

/** Picks a person in the sheet, however it was opened, and waits until that is who the tab is. */
export async function choosePersona(page: Page, persona: string): Promise<void> {
  const sheet = page.getByRole('dialog', { name: 'Connect a wallet' });
  await sheet.getByRole('button', { name: new RegExp(`^${persona}`) }).click({ timeout: patienceMs });
  await sheet.waitFor({ state: 'detached', timeout: patienceMs });
  await walletButton(page).waitFor({ timeout: patienceMs });
}

/** Connects a wallet that is installed in this browser. */
export async function connectInstalled(page: Page, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click({ timeout: patienceMs });
  const sheet = page.getByRole('dialog', { name: 'Connect a wallet' });
  await sheet.getByRole('button', { name: new RegExp(`^${name}`) }).click({ timeout: patienceMs });
  await sheet.waitFor({ state: 'detached', timeout: patienceMs });
}

/** The wallet's button of somebody who is connected. */
export function walletButton(page: Page) {
  return page.getByRole('banner').getByRole('button', { name: /wallet|^\w{4}…/i });
}

export interface SmallJob {
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly samples?: number;
  readonly tileEdgePx?: number;
}

/** Long enough that there is time to break something in the middle. */
export const longJob: SmallJob = { widthPx: 192, heightPx: 128, samples: 256, tileEdgePx: 32 };

/** As small as a test can use and still have a price on a fast machine. */
const smallJob = { widthPx: 96, heightPx: 64, samples: 16, tileEdgePx: 16 } as const;

/** Takes longer than the whole seconds in which coverage is counted, so that something is due for it. */
export const paidJob = { ...smallJob, samples: 256 } as const;

/** Chooses the Cornell box, as a small job unless told otherwise. */
export async function chooseSmallJob(page: Page, job: SmallJob = {}): Promise<void> {
  const { widthPx, heightPx, samples, tileEdgePx } = { ...smallJob, ...job };
  await page.getByRole('radio', { name: /Cornell box/ }).check({ force: true });
  const advanced = page.getByRole('group').filter({ hasText: 'Advanced' }).locator('summary');
  await advanced.waitFor({ timeout: patienceMs });
  if (!(await page.getByLabel('Width').isVisible())) await advanced.click();
  for (const [label, value] of [
    ['Width', widthPx],
    ['Height', heightPx],
    ['Samples per pixel', samples],
    ['Tile edge', tileEdgePx],
  ] as const) {
    await page.getByLabel(label).fill(String(value));
  }
}

/** The one button that signs. */
export function rentButton(page: Page) {
  return page.getByRole('button', { name: 'Rent and sign' });
}

/** Signs, and waits on the page of the lease that this opened. */
export async function signAndFollow(page: Page): Promise<Address> {
  await rentButton(page).and(page.locator(':not([aria-disabled=true])')).click({ timeout: patienceMs });
  await page.waitForURL('**/lease/*', { timeout: patienceMs });
  return address(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}
