import { expect, test } from 'vitest';

import { mayBeAskedFrom } from './find-worker-addresses';

test.each([
  'http://127.0.0.1:80',
  'http://127.1',
  'http://2130706433',
  'http://localhost:3000',
  'http://a.localhost',
  'http://printer.local',
  'http://10.0.0.1',
  'http://172.20.1.1',
  'http://192.168.0.1',
  'http://169.254.169.254',
  'http://100.64.0.1',
  'http://0.0.0.0',
  'http://[::1]:80',
  'http://[fd00::1]',
  'http://[fe80::1]',
  'http://[::ffff:10.0.0.1]',
])('a record cannot lead a visitor of a public site to %s', (url) => {
  expect(mayBeAskedFrom('https://app.example', url)).toBe(false);
  expect(mayBeAskedFrom('http://127.0.0.1:3000', url)).toBe(true);
});

test.each(['https://worker.example', 'http://8.8.8.8:4000', 'http://[2606:4700::1]', 'https://10.example'])(
  'the worker at %s may be asked',
  (url) => {
    expect(mayBeAskedFrom('https://app.example', url)).toBe(true);
  },
);
