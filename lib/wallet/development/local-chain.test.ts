import { expect, test } from 'vitest';

import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated/programs/pyronet';
import { NodeError } from '@/lib/rpc/chain-client';

import { findLocalChain } from './local-chain';

const info = {
  programId: PYRONET_PROGRAM_ADDRESS,
  programLoaded: true,
  genesisHash: '8T5K9MGVovrPJiXmjLyvq9mApU4NTGkoHcpashQNBt3',
};

const nodeThatSays = (answer: unknown) => ({ request: () => Promise.resolve(answer) });

test('a node that answers as a local network with our program is one', async () => {
  expect((await findLocalChain(nodeThatSays(info)))?.genesisHash).toBe(info.genesisHash);
});

test.each([
  ['has another program', { ...info, programId: '11111111111111111111111111111111' }],
  ['has not loaded the program', { ...info, programLoaded: false }],
  ['claims to be mainnet', { ...info, genesisHash: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d' }],
  ['claims to be devnet', { ...info, genesisHash: 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG' }],
  ['answers something else', 'ok'],
])('a node that %s is none', async (_, answer) => {
  expect(await findLocalChain(nodeThatSays(answer))).toBeNull();
});

test('a public node, which does not know the question, is none', async () => {
  const request = () => Promise.reject(new NodeError({ code: -32601, message: 'Method not found' }));
  expect(await findLocalChain({ request })).toBeNull();
});

test('once the chain was reset it is another one', async () => {
  let answer = info;
  const chain = await findLocalChain({ request: () => Promise.resolve(answer) });
  await chain?.assertSame();
  answer = { ...info, genesisHash: '4uTeJuPNbW1Yq9wWqJaZq9MGVovrPJiXmjLyvq9mApU4' };
  await expect(chain?.assertSame()).rejects.toThrow('for no other');
});
