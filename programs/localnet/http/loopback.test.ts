import { request } from 'node:http';

import { expect, test } from 'vitest';

import { isLoopbackHost, isLoopbackOrigin } from '@/programs/localnet/http/loopback';
import { startLocalnet } from '@/programs/localnet/server';

test('only names of this machine are its own', () => {
  for (const host of ['127.0.0.1:8899', 'localhost', 'LOCALHOST:1', '[::1]:8899']) {
    expect(isLoopbackHost(host), host).toBe(true);
  }
  for (const host of [
    undefined,
    '',
    'evil.example:8899',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
  ]) {
    expect(isLoopbackHost(host), host).toBe(false);
  }
});

test('only pages of this machine, or none, are trusted', () => {
  for (const origin of [undefined, 'http://localhost:3000', 'http://127.0.0.1', 'https://[::1]:1']) {
    expect(isLoopbackOrigin(origin), origin).toBe(true);
  }
  for (const origin of [
    'null',
    '',
    'https://evil.example',
    'http://localhost.evil.example',
    'file://',
    'http://localhost/x',
  ]) {
    expect(isLoopbackOrigin(origin), origin).toBe(false);
  }
});

test('a request under a foreign name, as after DNS rebinding, is refused', async () => {
  const localnet = await startLocalnet({ port: 0 });
  const status = await new Promise((resolve, reject) => {
    const call = request(
      localnet.rpcUrl,
      { method: 'POST', headers: { host: 'evil.example:8899' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    call.on('error', reject);
    call.end('{"jsonrpc":"2.0","id":1,"method":"getHealth"}');
  });
  expect(status).toBe(403);
  await localnet.close();
});
