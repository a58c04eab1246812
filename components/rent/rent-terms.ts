import { type Located } from '@/lib/actions/plan';
import { type Offer, type Provider } from '@/lib/pyronet/generated';
import { type Holdings } from '@/lib/pyronet/holdings';
import { type Network } from '@/lib/pyronet/network';

/** Everything a quote rests on, read from the chain itself: the index is not asked about money. */
export interface RentTerms {
  readonly network: Network;
  readonly offer: Located<Offer>;
  readonly provider: Located<Provider>;
  /** Unix seconds by the chain's clock. */
  readonly now: bigint;
  /** Null while nobody is connected. */
  readonly holdings: Holdings | null;
}
