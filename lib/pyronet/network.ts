import { type Address } from '@solana/kit';

import {
  type Config,
  fetchConfig,
  fetchParamsFromSeeds,
  findConfigPda,
  findParamsPda,
  type Params,
  type ParamsValues,
} from './generated';

/** What every action needs to know of the network: its tokens and the parameters that new leases take. */
export interface Network {
  readonly genesisHash: Uint8Array;
  readonly authority: Address;
  readonly usdcMint: Address;
  readonly pyroMint: Address;
  readonly feeVault: Address;
  readonly paramsVersion: number;
  readonly paramsAddress: Address;
  readonly params: ParamsValues;
}

/** The network that these two accounts describe. Throws where the parameters are not the config's version. */
export async function networkOf(config: Config, params: Params): Promise<Network> {
  if (params.paramsVersion !== config.paramsVersion) {
    throw new RangeError(
      `parameters version ${params.paramsVersion} is not ${config.paramsVersion}, which is in force`,
    );
  }
  const [paramsAddress] = await findParamsPda({ paramsVersion: config.paramsVersion });
  return {
    genesisHash: Uint8Array.from(config.genesisHash),
    authority: config.authority,
    usdcMint: config.usdcMint,
    pyroMint: config.pyroMint,
    feeVault: config.feeVault,
    paramsVersion: config.paramsVersion,
    paramsAddress,
    params: params.values,
  };
}

/** Reads the network. Throws where the program has no genesis on this chain. */
export async function fetchNetwork(rpc: Parameters<typeof fetchConfig>[0]): Promise<Network> {
  const [configAddress] = await findConfigPda();
  const config = await fetchConfig(rpc, configAddress);
  const params = await fetchParamsFromSeeds(rpc, { paramsVersion: config.data.paramsVersion });
  return networkOf(config.data, params.data);
}
