import { type Execution, type ReturnData } from '@/programs/localnet/chain/virtual-machine';
import { addressText } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

/** Result of a simulation or preflight, without accounts. */
export function encodeExecution(execution: Execution): { readonly [name: string]: Json } {
  return {
    err: execution.error,
    logs: execution.logs,
    accounts: null,
    unitsConsumed: execution.unitsConsumed,
    returnData: execution.returnData === null ? null : encodeReturnData(execution.returnData),
    innerInstructions: null,
    replacementBlockhash: null,
  };
}

export function encodeReturnData({ programId, data }: ReturnData): Json {
  return { programId: addressText(programId), data: [Buffer.from(data).toString('base64'), 'base64'] };
}
