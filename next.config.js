/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
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
