import { type Address, getAddressDecoder, type Instruction, type KeyPairSigner } from '@solana/kit';

import { u64Bytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';

import { type Chain } from '../chain';
import { fundedKey, type Market, openMarket } from '../market';
import { joinAsProvider, type ProviderActor } from '../provider';
import { joinAsRenter, type RenterActor } from '../renter';

import { bystanders } from './bystanders';

/** An account that does not belong where it is put. */
export interface Impostor {
  readonly label: string;
  readonly address: Address;
}

/** Instructions after which, in the same transaction, an account is no more. */
export interface Closing {
  readonly label: string;
  readonly address: Address;
  readonly instructions: readonly Instruction[];
}

/** What every cell of the matrix draws on. */
export interface Surroundings {
  readonly chain: Chain;
  /** Pays the fees and has no part in anything. */
  readonly feePayer: KeyPairSigner;
  /** Signs wherever a signature is asked for. */
  readonly stranger: KeyPairSigner;
  /** Accounts of every type, of other parties. */
  readonly impostors: readonly Impostor[];
  /** Accounts of other parties that can be closed within a transaction. */
  readonly closings: readonly Closing[];
  /** Keys of the parties and of the others, with which they can close their own accounts and sign for themselves. */
  readonly keys: readonly KeyPairSigner[];
}

/** A market with the parties of one lease to be, and bystanders whose accounts must never pass for theirs. */
export interface Stage extends Surroundings {
  readonly market: Market;
  readonly provider: ProviderActor;
  readonly renter: RenterActor;
  readonly payer: KeyPairSigner;
  readonly cranker: KeyPairSigner;
}

/** Sets a stage; nothing has happened yet between its provider and its renter. */
export async function setStage(): Promise<Stage> {
  const market = await openMarket({ evidenceS: 600, unbondingS: 1_200 });
  const { chain } = market;
  const feePayer = await fundedKey(chain, 'sponsor');
  const stranger = await fundedKey(chain, 'stranger');
  const { impostors, closings, keys: theirs } = await bystanders(market, stranger);
  const provider = await joinAsProvider(market, { terms: { gpuCount: 8 } });
  // So long that the worker's next instruction is what shows it alive.
  chain.passSeconds(6_500n);
  const renter = await joinAsRenter(market);
  const payer = await fundedKey(chain, 'payer');
  const cranker = await fundedKey(chain, 'cranker');
  const keys = [provider.authority, provider.worker, renter.wallet, payer, cranker, stranger, ...theirs];
  return { market, chain, feePayer, stranger, impostors, closings, keys, provider, renter, payer, cranker };
}

/** Addresses from this number on that nothing stands at and nobody has the key of. */
export function freshAddresses(from: bigint): () => Address {
  let next = from;
  return () => {
    next += 1n;
    return getAddressDecoder().decode(contentDigest(u64Bytes(next)));
  };
}
