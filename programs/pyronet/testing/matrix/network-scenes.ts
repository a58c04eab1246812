import { genesis } from '@/lib/actions/genesis';
import { getAddGpuClassInstructionAsync, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { initialParams } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { Chain } from '../chain';
import { fundedKey, programFile, testGenesisHash } from '../market';
import { placeMint } from '../tokens';

import { type Scene, type Scenes } from './scene';
import { freshAddresses, type Impostor, type Stage, type Surroundings } from './stage';

/** How a network begins. */
export const networkScenes: Scenes = {
  genesis: { 'of a new network': beginNetwork },
  addGpuClass: { 'by the founder': addClass },
};

/** Plays on a chain of its own, with copies of everything that stands on the stage. */
async function beginNetwork(stage: Stage): Promise<Scene> {
  const chain = new Chain();
  chain.addProgram(PYRONET_PROGRAM_ADDRESS, programFile);
  const payer = await fundedKey(chain, 'payer');
  const founder = await fundedKey(chain, 'founder');
  const programKey = await worthlessLocalKey('program');
  const usdcMint = await worthlessLocalKey('usdc mint');
  const pyroMint = await worthlessLocalKey('pyro mint');
  placeMint(chain, usdcMint.address, founder.address);
  placeMint(chain, pyroMint.address, founder.address);
  const [network] = await genesis({
    payer,
    programKey,
    authority: founder,
    usdcMint: usdcMint.address,
    pyroMint: pyroMint.address,
    genesisHash: testGenesisHash,
    sunsetAt: chain.now + 10n ** 8n,
    params: initialParams,
    gpuClasses: genesisGpuClasses.slice(0, 1),
  });
  if (network === undefined) throw new Error('genesis plans a network');
  const around: Surroundings = {
    chain,
    feePayer: await fundedKey(chain, 'sponsor'),
    stranger: await fundedKey(chain, 'stranger'),
    impostors: copies(stage, chain),
    closings: [],
    keys: [],
  };
  return { instructions: network.instructions, around };
}

function copies(stage: Stage, chain: Chain): Impostor[] {
  const fresh = freshAddresses(1_000n);
  return stage.impostors.flatMap(({ label, address }) => {
    const account = stage.chain.account(address);
    if (!account.exists || account.executable) return [];
    const at = fresh();
    chain.setAccount({ ...account, address: at, data: Uint8Array.from(account.data) });
    return [{ label, address: at }];
  });
}

async function addClass({ market, payer }: Stage): Promise<Scene> {
  const instruction = await getAddGpuClassInstructionAsync({
    authority: market.founder,
    payer,
    classId: 60_000,
    tierMin: 1,
    vramMib: 8_192,
    name: 'a new model',
    scoreMin: 0n,
    unitsPerSMin: 0n,
    pricePerHourFloor: 0n,
  });
  return { instructions: [instruction] };
}
