import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const engine = readFileSync(new URL('./public/engine/engine.wasm', import.meta.url));

/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  // A page computes with no other engine than the one it was built with.
  env: { PYRONET_ENGINE_SHA256: createHash('sha256').update(engine).digest('hex') },
  serverExternalPackages: ['ws'],
  // `npm test` checks the types of the whole repository; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'x-frame-options', value: 'DENY' },
        { key: 'referrer-policy', value: 'no-referrer' },
      ],
    },
  ],
};

export default nextConfig;
