import { randomBytes } from 'node:crypto';

import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { fetchToken, findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { type Located } from '@/lib/actions/plan';
import { takeOffer } from '@/lib/actions/take-offer';
import { type Endpoint, uploadBlob } from '@/lib/blobs/lease-client';
import { BlobRole } from '@/lib/blobs/permit';
import { sha256Hex } from '@/lib/blobs/digest';
import { type SessionScope } from '@/lib/domain/session-message';
import { type Engine, type JobPlan } from '@/lib/engine/engine';
import { encodeJob, type JobSettings } from '@/lib/engine/job';
import {
  fetchLease,
  fetchProvider,
  type Lease,
  type Offer,
  OfferStatus,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { type ChainInstant } from '@/lib/domain/deadline';
import { readChainTime } from '@/lib/rpc/chain-time';
import { sessionScope } from '@/lib/pyronet/session-scope';
import { LeaseSession } from '@/lib/session/lease-session';
import { createSessionSecrets, type SessionRecord } from '@/lib/session/session-record';
import { memoryStore } from '@/lib/storage/key-value-store';

import { connectChain, type WorkerChain } from '../chain/worker-chain';
import { fetchOwnOffers } from '../provider/own-accounts';
import { type LocalNetwork } from './local-network';

export interface Job {
  readonly job: Uint8Array;
  readonly scene: Uint8Array;
  readonly plan: JobPlan;
}

/** A scene that is no scene: bytes that a paced engine takes for one. */
export async function noiseJob(engine: Engine, settings: Partial<JobSettings> = {}): Promise<Job> {
  const scene = new Uint8Array(200);
  scene.set(new TextEncoder().encode('PYROSCN2'));
  scene.set(randomBytes(100), 100);
  const job = encodeJob(
    { width: 64, height: 64, tileEdge: 16, samples: 1, bounces: 1, seed: 1n, ...settings },
    scene,
  );
  return { job, scene, plan: await engine.plan({ job, input: scene }) };
}

/** A renter with money, who takes offers and plays the renter's side of leases as the product does. */
export class Renter {
  private constructor(
    readonly network: LocalNetwork,
    readonly chain: WorkerChain,
    readonly wallet: KeyPairSigner,
    readonly usdcAccount: Address,
  ) {}

  static async open(network: LocalNetwork): Promise<Renter> {
    const chain = await connectChain({ rpcUrls: [network.rpcUrl], wsUrls: [network.wsUrl] }, memoryStore());
    const wallet = await generateKeyPairSigner();
    await network.call('requestAirdrop', wallet.address, 5_000_000_000);
    await network.call('pyronet_faucet', wallet.address, { usdcAtoms: 100_000_000 });
    const [usdcAccount] = await findAssociatedTokenPda({
      owner: wallet.address,
      mint: chain.network.usdcMint,
      tokenProgram: TOKEN_PROGRAM_ADDRESS,
    });
    const renter = new Renter(network, chain, wallet, usdcAccount);
    await eventually(async () => (await renter.usdcAtoms()) === 100_000_000n);
    return renter;
  }

  close(): void {
    this.chain.close();
  }

  async usdcAtoms(account: Address = this.usdcAccount): Promise<bigint> {
    const token = await fetchToken(this.chain.client.rpc, account, { commitment: 'confirmed' }).catch(
      () => undefined,
    );
    return token?.data.amount ?? 0n;
  }

  async lease(address: Address): Promise<Lease> {
    return (await fetchLease(this.chain.client.rpc, address, { commitment: 'confirmed' })).data;
  }

  async located(address: Address): Promise<Located<Lease>> {
    return { address, data: await this.lease(address) };
  }

  /** Takes the provider's offer for a job; `changes` makes the lease lie about it. */
  async take(
    provider: Address,
    { plan, scene, job }: Job,
    changes: Partial<Parameters<typeof takeOffer>[0]['work'] & { mode: 'run' }> = {},
    terms: Pick<Parameters<typeof takeOffer>[0], 'failover' | 'tipLamports'> = {},
  ): Promise<{ readonly record: SessionRecord; readonly scope: SessionScope }> {
    const { chain, wallet, usdcAccount } = this;
    const secrets = await createSessionSecrets();
    const [offer] = await this.#offers(provider);
    if (offer === undefined) throw new Error('the provider has no offer');
    const taken = await takeOffer({
      network: chain.network,
      offer,
      provider: await fetchProvider(chain.client.rpc, provider, { commitment: 'confirmed' }),
      renter: wallet,
      payerLamports: 5_000_000_000n,
      source: usdcAccount,
      sourceAtoms: await this.usdcAtoms(),
      nonce: randomBytes(8).readBigUInt64LE(),
      gpuCount: 1,
      work: {
        mode: 'run',
        jobRoot: plan.jobRoot,
        planRoot: plan.planRoot,
        segmentCount: BigInt(plan.segmentCount),
        unitCap: plan.cumulativeUnits.at(-1) ?? 0n,
        completeWithinSeconds: 3600n,
        peakMemoryBytes: plan.peakMemoryBytes,
        inputBytes: BigInt(scene.length + job.length),
        outputBytesMax: plan.resultBytes,
        ...changes,
      },
      sessionKey: secrets.sessionKey.address,
      renterCommit: secrets.renterCommit,
      now: (await this.now()).unixSeconds,
      ...terms,
    });
    if (!taken.ok) throw new Error(`${taken.problem.code}: ${taken.problem.message}`);
    const address = taken.value.lease;
    await chain.again(`take ${address}`, wallet, taken.value.instructions);
    const record: SessionRecord = {
      lease: address,
      sessionKey: secrets.sessionKey,
      randomnessSecret: secrets.randomnessSecret,
      jobSha256: await sha256Hex(job),
      inputSha256: await sha256Hex(scene),
      signed: null,
      refused: null,
    };
    const scope = sessionScope(chain.network, { address, data: await this.lease(address) });
    return { record, scope };
  }

  /** The renter's side as the product plays it. */
  session(
    provider: Address,
    url: string,
    engine: Engine,
    { job, scene }: Job,
    record: SessionRecord,
  ): LeaseSession {
    return new LeaseSession({
      client: this.chain.client,
      programAddress: PYRONET_PROGRAM_ADDRESS,
      provider,
      record,
      store: memoryStore(),
      engine,
      job,
      input: scene,
      workerAddresses: async () => [url],
      voucherEveryMs: 300,
    });
  }

  /** Sends inputs and does nothing else: what a renter does who then closes the page. */
  async upload(
    endpoint: Endpoint,
    { job, scene }: Job,
    record: SessionRecord,
    scope: SessionScope,
  ): Promise<void> {
    const expiresAt = (await this.now()).unixSeconds + 600n;
    const sessionPrivateKey = record.sessionKey.privateKey;
    for (const [role, bytes] of [
      [BlobRole.job, job],
      [BlobRole.input, scene],
    ] as const)
      await uploadBlob(endpoint, { scope, sessionPrivateKey, role, bytes, expiresAt });
  }

  now(): Promise<ChainInstant> {
    return readChainTime(this.chain.client);
  }

  async #offers(provider: Address): Promise<readonly Located<Offer>[]> {
    const offers = await fetchOwnOffers(this.chain, provider);
    return offers.filter(({ data }) => data.status === OfferStatus.Listed);
  }
}

/** Waits until something is so; fails after a minute and a half. */
export async function eventually(isSo: () => Promise<boolean>, what = 'it'): Promise<void> {
  const until = Date.now() + 90_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`${what} did not happen in time`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
