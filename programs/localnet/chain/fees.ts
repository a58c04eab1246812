import {
  COMPUTE_BUDGET_PROGRAM,
  ED25519_PROGRAM,
  SECP256K1_PROGRAM,
  SECP256R1_PROGRAM,
  SYSTEM_PROGRAM,
} from '@/programs/localnet/chain/program-ids';
import { addressKey, knownAddress } from '@/programs/localnet/wire/address-key';
import { type TransactionMessage } from '@/programs/localnet/wire/transaction';

/** Base fee in lamports for each signature, precompile signatures included. */
export const LAMPORTS_PER_SIGNATURE = 5000n;

const UNITS_LIMIT = 1_400_000n;
const UNITS_PER_PROGRAM_INSTRUCTION = 200_000n;
const UNITS_PER_BUILTIN_INSTRUCTION = 3_000n;
const SET_UNIT_LIMIT = 2;
const SET_UNIT_PRICE = 3;

/** Programs that the runtime itself implements: their instructions get the small default unit limit (SIMD-0170). */
const BUILTINS = new Set([
  SYSTEM_PROGRAM,
  COMPUTE_BUDGET_PROGRAM,
  ED25519_PROGRAM,
  SECP256K1_PROGRAM,
  SECP256R1_PROGRAM,
  knownAddress('Vote111111111111111111111111111111111111111'),
  knownAddress('BPFLoader1111111111111111111111111111111111'),
  knownAddress('BPFLoader2111111111111111111111111111111111'),
  knownAddress('BPFLoaderUpgradeab1e11111111111111111111111'),
  knownAddress('LoaderV411111111111111111111111111111111111'),
]);
const SIGNATURE_PRECOMPILES = new Set([ED25519_PROGRAM, SECP256K1_PROGRAM, SECP256R1_PROGRAM]);

/** Fee in lamports that executing `message` costs: signatures, and the unit price times the unit limit. */
export function transactionFee(message: TransactionMessage): bigint {
  let signatures = BigInt(message.requiredSignatures);
  let microLamportsPerUnit = 0n;
  let requestedUnits: bigint | undefined;
  let defaultUnits = 0n;
  for (const { programIndex, data } of message.instructions) {
    const program = message.staticKeys[programIndex];
    if (program === undefined) continue;
    const key = addressKey(program);
    defaultUnits += BUILTINS.has(key) ? UNITS_PER_BUILTIN_INSTRUCTION : UNITS_PER_PROGRAM_INSTRUCTION;
    if (SIGNATURE_PRECOMPILES.has(key)) signatures += BigInt(data[0] ?? 0);
    if (key !== COMPUTE_BUDGET_PROGRAM) continue;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (data[0] === SET_UNIT_LIMIT && data.length >= 5) requestedUnits = BigInt(view.getUint32(1, true));
    if (data[0] === SET_UNIT_PRICE && data.length >= 9) microLamportsPerUnit = view.getBigUint64(1, true);
  }
  const wanted = requestedUnits ?? defaultUnits;
  const units = wanted < UNITS_LIMIT ? wanted : UNITS_LIMIT;
  const priority = (units * microLamportsPerUnit + 999_999n) / 1_000_000n;
  return signatures * LAMPORTS_PER_SIGNATURE + priority;
}
