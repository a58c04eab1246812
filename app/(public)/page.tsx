import { CostGauge } from '@/components/landing/CostGauge';
import { Hero } from '@/components/landing/Hero';
import { LeaseSteps } from '@/components/landing/LeaseSteps';
import { LivePrices } from '@/components/landing/LivePrices';
import { Proved } from '@/components/landing/Proved';
import { WaysIn } from '@/components/landing/WaysIn';
import { LazyPriceHistory } from '@/components/prices/LazyPriceHistory';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type ClassRow } from '@/lib/index-api/shapes';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { firstPrices, marketPrices } from '@/lib/queries/first-market';

export const dynamic = 'force-dynamic';

/** The model whose price over time stands for the market on this page. */
const chartedClassId = 3;

/** What a page shows by name before the index answers. */
const knownClasses: readonly ClassRow[] = genesisGpuClasses.map(({ classId, name, vramMib, tierMin }) => ({
  class_id: classId,
  name,
  vram_mib: vramMib,
  tier_min: tierMin,
}));

export default async function LandingPage() {
  const [market, prices] = await Promise.all([marketPrices(), firstPrices(chartedClassId)]);
  const first = market === null ? null : { as_of: market.as_of, prices: market.prices };
  const classes = market?.classes ?? knownClasses;
  const charted = classes.find(({ class_id }) => class_id === chartedClassId);
  return (
    <>
      <Hero prices={<LivePrices classes={classes} first={first} />} />
      <div className="mx-auto flex w-full max-w-[84rem] flex-col gap-16 px-4 py-14 sm:gap-20 sm:px-6 sm:py-20">
        <LeaseSteps />
        <div className="grid items-start gap-x-8 gap-y-16 lg:grid-cols-2">
          <CostGauge classes={classes} first={first} />
          {charted !== undefined && (
            <section aria-labelledby="prices" className="flex min-w-0 flex-col gap-5">
              <SectionHeading
                id="prices"
                title={`Price of the ${charted.name.replace(/^NVIDIA /, '')}`}
                lead="Providers set their own prices. Nobody else does."
              />
              <LazyPriceHistory classId={charted.class_id} name={charted.name} first={prices} />
            </section>
          )}
        </div>
        <Proved />
        <WaysIn />
      </div>
    </>
  );
}
