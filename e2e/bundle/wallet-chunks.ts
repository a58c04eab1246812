import { type TestApp } from '../app';
import { connectAs } from '../flows';
import { type Chunk, chunkOf } from './first-load';

/** Chunks that connecting a wallet loads on top of what the page of leases brings by itself, once each. */
export async function chunksOfConnecting(
  app: TestApp,
  firstLoad: readonly Chunk[],
): Promise<readonly Chunk[]> {
  const person = await app.person();
  const { page } = await app.tab(person);
  const loaded = new Set<Chunk>();
  page.on('response', (response) => {
    for (const chunk of chunkOf(response.url())) loaded.add(chunk);
  });
  await page.goto(`${app.url}/leases`);
  await connectAs(page, 'Rae');
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await person.close();
  return [...loaded].filter((chunk) => !firstLoad.includes(chunk));
}
