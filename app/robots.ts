import { type MetadataRoute } from 'next';

import { serverEnvironment } from '@/lib/env/server-environment';

export const dynamic = 'force-dynamic';

/** Public pages may be read by all; what belongs to one wallet is nobody's search result. */
export default function robots(): MetadataRoute.Robots {
  const { appUrl } = serverEnvironment();
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/api/', '/leases', '/lease/', '/rent/', '/tx/', '/provider$'],
    },
    sitemap: new URL('/sitemap.xml', appUrl).toString(),
  };
}
