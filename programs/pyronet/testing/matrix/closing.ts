import { type Address, type Instruction, type KeyPairSigner } from '@solana/kit';
import {
  getCloseAccountInstruction,
  getTokenDecoder,
  getTransferInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { pyronetAccountNames, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';

import { type Chain } from '../chain';
import { read } from '../market';
import { tokenBalance } from '../tokens';

import { type Surroundings } from './stage';

/** How the account can be closed by its own parties within a transaction; nothing where it cannot be. */
export async function closingOf(
  around: Surroundings,
  address: Address,
): Promise<readonly Instruction[] | undefined> {
  const instructions = await proposedClosing(around, address);
  if (instructions === undefined) return undefined;
  const outcome = await around.chain.simulate(around.feePayer, instructions);
  return outcome.ok ? instructions : undefined;
}

async function proposedClosing(
  { chain, keys, impostors }: Surroundings,
  address: Address,
): Promise<readonly Instruction[] | undefined> {
  const account = chain.account(address);
  if (!account.exists) return undefined;
  if (account.programAddress === TOKEN_PROGRAM_ADDRESS && account.data.length === 165) {
    const { owner, mint } = getTokenDecoder().decode(account.data);
    const signer = keys.find((key) => key.address === owner);
    const elsewhere = impostors.find(({ address: at }) => at !== address && mintOf(chain, at) === mint);
    return signer && elsewhere && closeTokens(chain, address, signer, elsewhere.address);
  }
  if (account.programAddress !== PYRONET_PROGRAM_ADDRESS) return undefined;
  const type = pyronetAccountNames[account.data[0] ?? 0];
  if (type === 'attestation') {
    return closeAttestation({ address, data: read.attestation(chain, address) }).instructions;
  }
  if (type === 'lease') {
    const plan = closeLease({ address, data: read.lease(chain, address) });
    return plan.ok ? plan.value.instructions : undefined;
  }
  if (type !== 'offer') return undefined;
  const offer = { address, data: read.offer(chain, address) };
  if (offer.data.liveLeases > 0) return undefined;
  const { authority: owner } = read.provider(chain, offer.data.provider);
  const authority = keys.find((key) => key.address === owner);
  return authority && (await withdrawOffer({ authority, offer })).instructions;
}

/** Empties a token account into another and closes it. */
export function closeTokens(
  chain: Chain,
  account: Address,
  owner: KeyPairSigner,
  elsewhere: Address,
): readonly Instruction[] {
  const amount = tokenBalance(chain, account);
  return [
    getTransferInstruction({ source: account, destination: elsewhere, authority: owner, amount }),
    getCloseAccountInstruction({ account, destination: owner.address, owner }),
  ];
}

function mintOf(chain: Chain, at: Address): Address | undefined {
  const account = chain.account(at);
  const isTokens =
    account.exists && account.programAddress === TOKEN_PROGRAM_ADDRESS && account.data.length === 165;
  return isTokens ? getTokenDecoder().decode(account.data).mint : undefined;
}
