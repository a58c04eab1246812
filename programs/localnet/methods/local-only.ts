import { type Address } from '@solana/kit';
import * as z from 'zod';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { optional } from '@/programs/localnet/encoding/optional';
import { type TokenGrant } from '@/programs/localnet/faucet';
import { localMints } from '@/programs/localnet/genesis/genesis-accounts';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { addressAt, parseParam } from '@/programs/localnet/methods/arguments';
import { type Method, type MethodContext, type MethodGroup } from '@/programs/localnet/methods/method';
import { addressText, knownAddress } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

const TRAVEL_SECONDS_LIMIT = 10 * 365 * 86_400;
/** Most atoms of one token that one call gives: a billion tokens. */
const GRANT_ATOMS_LIMIT = 1_000_000_000_000_000n;

const produceBlocks = optional(z.boolean());
const travelTarget = z.union([
  z.strictObject({ seconds: z.number().positive().max(TRAVEL_SECONDS_LIMIT), produceBlocks }),
  z.strictObject({ slots: z.number().int().positive(), produceBlocks }),
]);

/** Atoms as a number or, beyond 2^53, as digits. */
const atoms = z
  .union([z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER), z.string().regex(/^\d{1,20}$/)])
  .transform((value) => BigInt(value));

const grant = z.strictObject({ usdcAtoms: optional(atoms), pyroAtoms: optional(atoms) });

/** What only a local network can do. Refused to web pages that another machine serves. */
export const localOnlyMethods: MethodGroup = guarded({
  pyronet_info: async (_, context) => {
    const { chain } = context;
    const program = chain.account(knownAddress(PYRONET_PROGRAM_ADDRESS), chain.slot);
    const mints = await localMints();
    const [faucet, founder] = await Promise.all([worthlessLocalKey('faucet'), worthlessLocalKey('founder')]);
    return {
      ...encodeTime(context),
      genesisHash: addressText(chain.genesisHash),
      slotMillis: chain.slotMillis,
      travelledMillis: chain.travelledMillis,
      programId: PYRONET_PROGRAM_ADDRESS,
      programLoaded: program?.executable === true,
      usdcMint: mints.usdc,
      pyroMint: mints.pyro,
      faucet: faucet.address,
      founder: founder.address,
    };
  },

  pyronet_timeTravel: (params, context) => {
    const { chain } = context;
    const target = parseParam(params[0], 'target (parameter 1), {"seconds"} or {"slots"}', travelTarget);
    const slots = 'slots' in target ? target.slots : Math.ceil((target.seconds * 1000) / chain.slotMillis);
    if (slots * chain.slotMillis > TRAVEL_SECONDS_LIMIT * 1000) {
      throw invalidParams(`one step of time travel covers at most ${TRAVEL_SECONDS_LIMIT} seconds`);
    }
    chain.travel(slots, target.produceBlocks === true);
    return encodeTime(context);
  },

  pyronet_faucet: async (params, { faucet }) => {
    const owner = addressText(addressAt(params, 0)) as Address;
    const { usdcAtoms, pyroAtoms } = parseParam(params[1], 'amounts (parameter 2)', grant);
    const mints = await localMints();
    const grants: TokenGrant[] = [
      { mint: mints.usdc, amount: usdcAtoms ?? 0n },
      { mint: mints.pyro, amount: pyroAtoms ?? 0n },
    ].filter(({ amount }) => amount > 0n);
    if (grants.length === 0) throw invalidParams('name usdcAtoms or pyroAtoms, more than 0 of either');
    if (grants.some(({ amount }) => amount > GRANT_ATOMS_LIMIT)) {
      throw invalidParams(`the faucet gives at most ${GRANT_ATOMS_LIMIT} atoms at once`);
    }
    const outcome = await faucet.mintTokens(owner, grants);
    if (!outcome.ok) throw new RpcError(RPC_CODES.internal, `The faucet failed: ${outcome.reason}`);
    return outcome.signature;
  },

  pyronet_reset: async (_, { reset }) => {
    await reset();
    return null;
  },
});

function encodeTime({ chain }: MethodContext): { readonly [name: string]: Json } {
  return {
    slot: chain.slot,
    blockHeight: chain.heightAt('processed'),
    unixTimestamp: chain.unixSeconds,
  };
}

function guarded(methods: MethodGroup): MethodGroup {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, trustedOnly(method)]));
}

function trustedOnly(method: Method): Method {
  return (params, context) => {
    if (!context.trusted) {
      throw new RpcError(RPC_CODES.invalidRequest, 'This method is not open to web pages of other machines');
    }
    return method(params, context);
  };
}
