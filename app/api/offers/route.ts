import { readOpenOffers } from '@/lib/queries/open-offers';
import { serverChain } from '@/lib/queries/server-chain';

export const dynamic = 'force-dynamic';

/** Offers that can be taken now, cheapest first. Amounts are USDC atoms as decimal strings. */
export async function GET(): Promise<Response> {
  try {
    const offers = await readOpenOffers(serverChain());
    return Response.json({
      offers: offers.map(({ address, offer, provider, pricePerHour }) => ({
        address,
        provider: offer.provider,
        class_id: offer.classId,
        region: offer.region,
        gpu_free: offer.gpuFree,
        vram_mib: offer.vramMib,
        price_per_hour_usdc_atoms: pricePerHour.toString(),
        guaranteed_units_per_s: offer.guaranteedUnitsPerS.toString(),
        reputation: provider.reputation.toString(),
      })),
    });
  } catch {
    const error = {
      code: 'chain_unreachable',
      message: 'The chain does not answer.',
      next: 'Try again in a moment.',
    };
    return Response.json({ error }, { status: 503 });
  }
}
