import { type TestApp } from '../app';
import { withManyOffers, type WireSnapshot } from './many-offers';
import { readVitals, throttleProcessor, watchVitals } from './vitals';

const words = 'provider 77';
const betweenKeysMs = 90;

/** The slowest answer to a key pressed in the market's search, in milliseconds, on a processor slowed down four times. */
export async function measureTyping(app: TestApp, offers: number): Promise<number> {
  const visitor = await app.person();
  const answer = await fetch(`${app.url}/api/market`);
  const { as_of: asOf } = (await answer.json()) as { as_of: Record<string, unknown> };
  const reset = `event: reset\ndata: ${JSON.stringify({ ...asOf, boot: 'another' })}\n\n`;
  const { page } = await app.tab(visitor);
  await page.route('**/api/market', async (route) => {
    const answer = await route.fetch();
    const snapshot = (await answer.json()) as WireSnapshot;
    await route.fulfill({ response: answer, json: withManyOffers(snapshot, offers) });
  });
  // The server's page brings the market along; a stream that begins anew makes the page ask for it again.
  await page.route(
    '**/api/stream*',
    (route) => route.fulfill({ contentType: 'text/event-stream', body: reset }),
    {
      times: 1,
    },
  );
  await watchVitals(page);
  await page.goto(`${app.url}/market`);
  await page
    .getByText(`${offers.toLocaleString('en')}`)
    .first()
    .waitFor();
  const search = page.getByRole('searchbox').first();
  await search.click();
  await page.waitForTimeout(2_000);
  await throttleProcessor(page);
  await search.pressSequentially(words, { delay: betweenKeysMs });
  await page.waitForTimeout(2_000);
  const { slowestInputMs } = await readVitals(page);
  if (slowestInputMs === 0) throw new Error('No key was seen to be answered.');
  await visitor.close();
  return slowestInputMs;
}
