import { readFile } from 'node:fs/promises';

import { type Address, createKeyPairSignerFromBytes, type KeyPairSigner, lamports } from '@solana/kit';
import { fetchMaybeToken, findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { type ChainClient, NodeError } from '@/lib/rpc/chain-client';

import { DemoProblem, exitCode } from './demo-problem';

/** Who pays: a key, its USDC account and what is in it. */
export interface Renter {
  readonly signer: KeyPairSigner;
  readonly usdcAccount: Address;
  readonly usdcAtoms: bigint;
  readonly lamports: bigint;
}

const leastLamports = 100_000_000n;
const airdropLamports = 2_000_000_000n;
const leastUsdcAtoms = 100_000_000n;
const faucetUsdcAtoms = 1_000_000_000n;
const fundingMs = 20_000;

/** The key in a Solana keypair file. @throws DemoProblem */
export async function renterFromFile(client: ChainClient, usdcMint: Address, file: string): Promise<Renter> {
  let signer: KeyPairSigner;
  try {
    const numbers: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!Array.isArray(numbers)) throw new Error('it is not a list of bytes');
    signer = await createKeyPairSignerFromBytes(Uint8Array.from(numbers as number[]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DemoProblem(
      exitCode.badInput,
      `"${file}" holds no key (${reason}).`,
      'Give a keypair file as Solana tools write it: a JSON list of 64 numbers.',
    );
  }
  return readRenter(client, usdcMint, signer);
}

/** The demo's own renter on a local network, given worthless money where it runs low. @throws DemoProblem */
export async function localRenter(client: ChainClient, usdcMint: Address): Promise<Renter> {
  await requireLocal(client);
  const signer = await worthlessLocalKey('demo renter');
  const before = await readRenter(client, usdcMint, signer);
  try {
    if (before.lamports < leastLamports) {
      await client.rpc.requestAirdrop(signer.address, lamports(airdropLamports)).send();
    }
    if (before.usdcAtoms < leastUsdcAtoms) {
      await client.request('pyronet_faucet', [signer.address, { usdcAtoms: faucetUsdcAtoms }]);
    }
  } catch (error) {
    const reason = error instanceof NodeError ? error.message : String(error);
    throw new DemoProblem(
      exitCode.noNetwork,
      `This network gives no money to the demo (${reason}).`,
      'Use a local network, or pay with your own key: --keypair FILE.',
    );
  }
  const giveUpAtMs = client.clock.now() + fundingMs;
  for (;;) {
    const renter = await readRenter(client, usdcMint, signer);
    if (renter.lamports >= leastLamports && renter.usdcAtoms >= leastUsdcAtoms) return renter;
    if (client.clock.now() >= giveUpAtMs) {
      throw new DemoProblem(
        exitCode.noNetwork,
        'The faucet’s money did not arrive.',
        'Look at the log of the local network, and try again.',
      );
    }
    await client.clock.sleep(200);
  }
}

/** Everybody knows the demo's key, so it may hold nothing where money is worth something. */
async function requireLocal(client: ChainClient): Promise<void> {
  try {
    await client.request('pyronet_info', []);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    throw new DemoProblem(
      exitCode.noNetwork,
      'This is not a local network, so the demo has no money of its own here.',
      'Pay with your own key: --keypair FILE.',
    );
  }
}

async function readRenter(client: ChainClient, mint: Address, signer: KeyPairSigner): Promise<Renter> {
  const owner = signer.address;
  const [usdcAccount] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  const [token, balance] = await Promise.all([
    fetchMaybeToken(client.rpc, usdcAccount, { commitment: 'confirmed' }),
    client.rpc.getBalance(owner, { commitment: 'confirmed' }).send(),
  ]);
  return {
    signer,
    usdcAccount,
    usdcAtoms: token.exists ? token.data.amount : 0n,
    lamports: balance.value,
  };
}
