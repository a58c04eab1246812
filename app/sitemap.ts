import { type MetadataRoute } from 'next';

import { serverEnvironment } from '@/lib/env/server-environment';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { marketPrices } from '@/lib/queries/first-market';

export const dynamic = 'force-dynamic';

/** The start page, the market, and every GPU model of the network. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { appUrl } = serverEnvironment();
  const market = await marketPrices();
  const classIds =
    market?.classes.map(({ class_id }) => class_id) ?? genesisGpuClasses.map(({ classId }) => classId);
  return ['/', '/market', ...classIds.map((classId) => `/market/${classId}`)].map((path) => ({
    url: new URL(path, appUrl).toString(),
    changeFrequency: 'hourly',
  }));
}
