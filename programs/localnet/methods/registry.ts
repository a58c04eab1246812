import { RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { accountMethods } from '@/programs/localnet/methods/accounts';
import { airdropMethods } from '@/programs/localnet/methods/airdrop';
import { type Params } from '@/programs/localnet/methods/arguments';
import { blockhashMethods } from '@/programs/localnet/methods/blockhash';
import { blockMethods } from '@/programs/localnet/methods/blocks';
import { clusterMethods } from '@/programs/localnet/methods/cluster';
import { feeMethods } from '@/programs/localnet/methods/fees';
import { historyMethods } from '@/programs/localnet/methods/history';
import { localOnlyMethods } from '@/programs/localnet/methods/local-only';
import { type Method, type MethodContext } from '@/programs/localnet/methods/method';
import { programMethods } from '@/programs/localnet/methods/programs';
import { sendMethods } from '@/programs/localnet/methods/send';
import { simulateMethods } from '@/programs/localnet/methods/simulate';
import { slotMethods } from '@/programs/localnet/methods/slots';
import { statusMethods } from '@/programs/localnet/methods/statuses';
import { tokenMethods } from '@/programs/localnet/methods/tokens';

const methods = new Map<string, Method>(
  [
    accountMethods,
    airdropMethods,
    blockhashMethods,
    blockMethods,
    clusterMethods,
    feeMethods,
    historyMethods,
    localOnlyMethods,
    programMethods,
    sendMethods,
    simulateMethods,
    slotMethods,
    statusMethods,
    tokenMethods,
  ].flatMap((group) => Object.entries(group)),
);

/** Names of every method that is answered over HTTP. */
export function methodNames(): string[] {
  return [...methods.keys()];
}

/** Performs the method called `name`. Throws `RpcError` where there is none, or as the method itself does. */
export function callMethod(name: string, params: Params, context: MethodContext): ReturnType<Method> {
  const method = methods.get(name);
  if (method === undefined)
    throw new RpcError(RPC_CODES.methodNotFound, `Method not found: ${name.slice(0, 100)}`);
  return method(params, context);
}
