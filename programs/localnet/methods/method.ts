import { type Chain } from '@/programs/localnet/chain/chain';
import { type Faucet } from '@/programs/localnet/faucet';
import { type Params } from '@/programs/localnet/methods/arguments';
import { type Json } from '@/programs/localnet/wire/json';

/** What a method may use. */
export type MethodContext = {
  readonly chain: Chain;
  readonly faucet: Faucet;
  /** False where a web page of another machine may be asking. */
  readonly trusted: boolean;
  /** Replaces the chain by a new one at genesis. */
  readonly reset: () => Promise<void>;
};

/** One JSON-RPC method. It throws `RpcError` for whatever the client did wrong. */
export type Method = (params: Params, context: MethodContext) => Json | Promise<Json>;

export type MethodGroup = Readonly<Record<string, Method>>;
