import { type Metadata } from 'next';
import { notFound } from 'next/navigation';

import { LiveClassMarket } from '@/components/market/LiveClassMarket';
import { PriceHistoryPanel } from '@/components/prices/PriceHistoryPanel';
import { Queries } from '@/components/primitives/Queries';
import { Page } from '@/components/ui/Page';
import { type ClassRow } from '@/lib/index-api/shapes';
import { classListing } from '@/lib/matching/class-listing';
import { noRequirement } from '@/lib/matching/requirement';
import { cheapestFirst } from '@/lib/matching/sort-offers';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { firstMarket, firstPrices } from '@/lib/queries/first-market';

export const dynamic = 'force-dynamic';

interface ClassPageProps {
  readonly params: Promise<{ readonly class: string }>;
}

export async function generateMetadata({ params }: ClassPageProps): Promise<Metadata> {
  const classId = classIdOf((await params).class);
  const name = genesisGpuClasses.find((gpuClass) => gpuClass.classId === classId)?.name ?? 'GPU model';
  return {
    title: `${name}, by the second`,
    description: `Live asking prices, price history and offers of the ${name} on Pyronet, billed by the second.`,
  };
}

export default async function ClassPage({ params }: ClassPageProps) {
  const classId = classIdOf((await params).class);
  if (classId === null) notFound();
  const [first, prices] = await Promise.all([
    firstMarket({ requirement: { ...noRequirement, classIds: [classId] }, order: cheapestFirst }),
    firstPrices(classId),
  ]);
  const classRow = first?.market.classes.find((row) => row.class_id === classId) ?? knownClass(classId);
  if (classRow === undefined) notFound();
  return (
    <Page>
      {first !== null && <Listing json={classListing(classRow, first.market)} />}
      <Queries>
        <LiveClassMarket
          classRow={classRow}
          first={first}
          chart={<PriceHistoryPanel classId={classId} name={classRow.name} first={prices} />}
        />
      </Queries>
    </Page>
  );
}

/** Facts for machines that read pages. No text in it can end the element. */
function Listing({ json }: { readonly json: object }) {
  const text = JSON.stringify(json).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}

function classIdOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
}

function knownClass(classId: number): ClassRow | undefined {
  const known = genesisGpuClasses.find((gpuClass) => gpuClass.classId === classId);
  if (known === undefined) return undefined;
  return { class_id: classId, name: known.name, vram_mib: known.vramMib, tier_min: known.tierMin };
}
