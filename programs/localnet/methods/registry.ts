import { RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { accountMethods } from '@/programs/localnet/methods/accounts';
import { airdropMethods } from '@/programs/localnet/methods/airdrop';
import { blockhashMethods } from '@/programs/localnet/methods/blockhash';
import { type Params } from '@/programs/localnet/methods/arguments';
import { type Method, type MethodContext } from '@/programs/localnet/methods/method';
import { sendMethods } from '@/programs/localnet/methods/send';
import { slotMethods } from '@/programs/localnet/methods/slots';
import { statusMethods } from '@/programs/localnet/methods/statuses';

const methods = new Map<string, Method>(
  [accountMethods, airdropMethods, blockhashMethods, sendMethods, slotMethods, statusMethods].flatMap(
    (group) => Object.entries(group),
  ),
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
