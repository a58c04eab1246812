// `npm run screenshots:readme`: the pictures in the README, from a market as `npm start` makes it and one real lease.
import path from 'node:path';

import { type BrowserContext, type Page } from '@playwright/test';

import { buildApp } from '@/scripts/setup/build-app.js';

import { type Machines, TestApp } from '../app';
import { connectAs, rentButton } from '../flows';
import { settled } from '../page-check';
import { keepScreen } from './picture';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const fleet = 'programs/worker/fleets/local-demo.json';
const machines = 14;
const paintedMs = 3_000;
const patienceMs = 60_000;

const demoFleet: Machines = async ({ network, url }) => {
  network.startFleet(fleet, url);
  await network.offer(undefined, machines);
};

buildApp();
const app = await TestApp.start(demoFleet);
try {
  const desk = await app.person();
  await shoot(desk, '/market', 'market');
  await rent(desk, 'RTX 4090', 'lease');
} finally {
  await app.close();
}

async function shoot(person: BrowserContext, url: string, name: string): Promise<void> {
  const { page } = await app.open(person, url);
  await page.waitForTimeout(paintedMs);
  await keep(page, name);
  await page.close();
}

/** Takes the cheapest machine of a model for the standard job, and waits until half of it is there. */
async function rent(person: BrowserContext, model: string, name: string): Promise<void> {
  const { page } = await app.open(person, '/market');
  await page
    .getByRole('link', { name: new RegExp(`^Rent .*${model}`) })
    .first()
    .click();
  await connectAs(page, 'Rae');
  await rentButton(page).and(page.locator(':not([aria-disabled=true])')).click({ timeout: patienceMs });
  await page.getByText(/^(4\d|5\d) of 80 tiles$/).waitFor({ timeout: patienceMs });
  await keep(page, name);
  await page.close();
}

async function keep(page: Page, name: string): Promise<void> {
  await settled(page);
  await keepScreen(app.browser, page, path.join(folder, `readme-${name}.webp`));
}
