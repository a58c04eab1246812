import { formatPricePerHour } from '@/lib/domain/price';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { type OpenOffer, readOpenOffers } from '@/lib/queries/open-offers';
import { serverChain } from '@/lib/queries/server-chain';

const rowsShown = 8;

/** What can be rented right now, read from the chain while the page is made. */
export async function NetworkPanel() {
  const offers = await readOpenOffers(serverChain()).catch(() => undefined);
  return (
    <section aria-labelledby="open-offers" className="flex flex-col gap-4">
      <h2 id="open-offers" className="text-2xl font-semibold tracking-tight">
        Open offers
      </h2>
      {offers === undefined ? (
        <Notice text="The chain does not answer. Reload in a moment." />
      ) : (
        <Offers offers={offers} />
      )}
    </section>
  );
}

function Offers({ offers }: { readonly offers: readonly OpenOffer[] }) {
  if (offers.length === 0) return <Notice text="Nobody offers a machine right now." />;
  return (
    <div className="overflow-x-auto rounded-xl border border-line bg-panel">
      <table className="w-full text-left text-sm">
        <thead className="text-dim">
          <tr>
            <HeaderCell text="Class" />
            <HeaderCell text="Price per GPU" />
            <HeaderCell text="Free" />
            <HeaderCell text="Work units per second" />
            <HeaderCell text="Offer" />
          </tr>
        </thead>
        <tbody className="font-mono">
          {offers.slice(0, rowsShown).map(({ address, offer, pricePerHour }) => (
            <tr key={address} className="border-t border-line">
              <td className="px-4 py-3 font-sans">{className(offer.classId)}</td>
              <td className="px-4 py-3 text-ember">{formatPricePerHour(pricePerHour)}</td>
              <td className="px-4 py-3">
                {offer.gpuFree} of {offer.gpuCount}
              </td>
              <td className="px-4 py-3">{offer.guaranteedUnitsPerS.toLocaleString('en')}</td>
              <td className="px-4 py-3 text-dim" title={address}>
                {address.slice(0, 4)}…{address.slice(-4)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell({ text }: { readonly text: string }) {
  return (
    <th scope="col" className="px-4 py-3 font-normal whitespace-nowrap">
      {text}
    </th>
  );
}

function Notice({ text }: { readonly text: string }) {
  return <p className="rounded-xl border border-line bg-panel p-5 text-dim">{text}</p>;
}

function className(classId: number): string {
  return genesisGpuClasses.find((gpuClass) => gpuClass.classId === classId)?.name ?? `Class ${classId}`;
}
