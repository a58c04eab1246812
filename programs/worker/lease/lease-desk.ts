import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import { type Sha256Hex } from '@/lib/blobs/digest';
import { fetchMaybeLease, type Lease, LeaseState, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type BucketRate, TokenBuckets } from '@/lib/relay/token-bucket';

import { problemFacts } from '../log';
import { type LeaseContext } from './lease-context';
import { LeaseService } from './lease-service';

/** An address that turned out not to be a lease of ours is not looked up again for this long. */
const STRANGER_FOR_MS = 3_000;
const MOST_STRANGERS = 1_000;
/** Made-up addresses must not turn into a flood of reads of the chain. */
const LOOK_UPS: BucketRate = { burst: 40, perSecond: 10 };

/** Every lease of this provider that is alive, each with its own service. */
export class LeaseDesk {
  readonly #services = new Map<Address, Promise<LeaseService>>();
  readonly #serving = new Set<Promise<void>>();
  readonly #strangers = new Map<Address, number>();
  readonly #lookUps = new TokenBuckets(LOOK_UPS, 1, Date.now);

  #seen: () => void = () => undefined;
  /** Resolves once every lease on chain was seen. */
  readonly seen = new Promise<void>((resolve) => (this.#seen = resolve));

  constructor(private readonly context: LeaseContext) {}

  /** Follows the chain until the worker ends; resolves when every service has put its work down. */
  async serve(): Promise<void> {
    const { leases, provider, signal } = this.context;
    const stop = leases.follow(provider, {
      onLease: (lease) => void this.#see(lease),
      onGone: (address) => void this.#services.get(address)?.then((service) => service.wake()),
      onSeen: this.#seen,
    });
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    stop();
    await Promise.all(this.#serving);
  }

  /** Leases with work that is not attested, accepted and paid yet. */
  async busy(): Promise<number> {
    const services = await Promise.all(this.#services.values());
    return services.filter((service) => service.isBusy).length;
  }

  async wakeAll(): Promise<void> {
    for (const service of await Promise.all(this.#services.values())) service.wake();
  }

  /** Drops what is kept of leases that can neither be paid nor disputed any more. */
  async forgetFinished(): Promise<void> {
    const { unixSeconds } = await this.context.clock.now();
    for (const [address, opening] of this.#services) {
      const service = await opening;
      if (!service.isForgettable(unixSeconds)) continue;
      this.#services.delete(address);
      await service.forget();
    }
  }

  /** Blobs that some lease still needs. */
  async neededBlobs(): Promise<ReadonlySet<Sha256Hex>> {
    const services = await Promise.all(this.#services.values());
    return new Set(services.flatMap((service) => [...service.door.blobs()]));
  }

  /** The service of a lease, looked up on chain when it was not noticed yet; undefined when it is not ours. */
  async find(lease: Address): Promise<LeaseService | undefined> {
    const known = this.#services.get(lease);
    if (known !== undefined) return known;
    const { chain, provider } = this.context;
    const now = chain.client.clock.now();
    if ((this.#strangers.get(lease) ?? 0) > now || !this.#lookUps.take(provider)) return undefined;
    const account = await fetchMaybeLease(chain.client.rpc, lease, { commitment: 'confirmed' }).catch(
      () => undefined,
    );
    const isOurs =
      account?.exists === true &&
      account.programAddress === PYRONET_PROGRAM_ADDRESS &&
      account.data.provider === provider;
    if (isOurs) return this.#see(account);
    if (this.#strangers.size >= MOST_STRANGERS) this.#strangers.clear();
    this.#strangers.set(lease, now + STRANGER_FOR_MS);
    return undefined;
  }

  #see(lease: Located<Lease>): Promise<LeaseService> | undefined {
    const known = this.#services.get(lease.address);
    if (known !== undefined) {
      void known.then((service) => {
        if (service.openedSlot === lease.data.openedSlot) service.wake();
        // The address was closed and opened again: another life, with another service.
        else if (service.isDone) this.#open(lease);
      });
      return known;
    }
    if (lease.data.state === LeaseState.None || this.context.signal.aborted) return undefined;
    return this.#open(lease);
  }

  #open(lease: Located<Lease>): Promise<LeaseService> {
    const opening = LeaseService.open(this.context, lease);
    this.#services.set(lease.address, opening);
    opening.then(
      (service) => {
        const serving = service.serve().finally(() => this.#serving.delete(serving));
        this.#serving.add(serving);
      },
      (problem: unknown) => {
        this.#services.delete(lease.address);
        this.context.log.error('a lease could not be opened', {
          lease: lease.address,
          ...problemFacts(problem),
        });
      },
    );
    return opening;
  }
}
