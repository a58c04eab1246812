import { type TestApp } from '../app';
import { phone } from '../page-check';
import { readVitals, throttle, type Vitals, watchVitals } from './vitals';

const runs = 3;
const quietMs = 3_000;

/** Vitals of first visits to a page with an empty cache, on a slow phone: the median of each figure. */
export async function measureFirstVisit(app: TestApp, path: string): Promise<Vitals> {
  const visits: Vitals[] = [];
  for (let run = 0; run < runs; run += 1) visits.push(await visit(app, path));
  return {
    largestPaintMs: median(visits.map(({ largestPaintMs }) => largestPaintMs)),
    layoutShift: median(visits.map(({ layoutShift }) => layoutShift)),
    slowestInputMs: median(visits.map(({ slowestInputMs }) => slowestInputMs)),
  };
}

async function visit(app: TestApp, path: string): Promise<Vitals> {
  const visitor = await app.person({ viewport: phone, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  const { page } = await app.tab(visitor);
  await watchVitals(page);
  await throttle(page);
  await page.goto(app.url + path, { timeout: 120_000 });
  await page.waitForTimeout(quietMs);
  const vitals = await readVitals(page);
  await visitor.close();
  return vitals;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
