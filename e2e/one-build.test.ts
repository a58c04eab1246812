import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { waitUntil } from '@/scripts/start/ready';

import { builtPages } from './bundle/reachable';
import { type Spawned, spawnScript } from './network';
import { freePort } from './ports';

const someAddress = '11111111111111111111111111111111';

let server: Spawned;
let url: string;

// The build was made with no settings at all, which means a local network.
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawnScript(['scripts/start/app-server.js', String(port)], {
    PYRONET_NETWORK: 'devnet',
    PYRONET_RPC_URLS: `http://127.0.0.1:${await freePort()}`,
    PYRONET_APP_URL: url,
  });
  await waitUntil(async () => (await fetch(`${url}/icon.svg`)).ok, 60_000, 'The app did not answer.');
});

afterAll(async () => {
  server?.process.kill('SIGKILL');
  await server?.ended;
});

describe('one build serves any network', () => {
  it.each(builtPages().map(({ route }) => route.replaceAll(/\[\w+\]/g, someAddress)))(
    '%s names the network that its server was started for',
    async (path) => {
      const html = await (await fetch(url + path)).text();
      expect(html).toContain('devnet');
      // The badge and the settings; prose may speak of local networks.
      expect(html).not.toMatch(/>local network<|localnet|127\.0\.0\.1:8899/);
    },
  );
});
