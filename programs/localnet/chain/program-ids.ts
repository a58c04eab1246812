import { knownAddress } from '@/programs/localnet/wire/address-key';

export const SYSTEM_PROGRAM = knownAddress('11111111111111111111111111111111');
export const TOKEN_PROGRAM = knownAddress('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
export const TOKEN_2022_PROGRAM = knownAddress('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
export const ASSOCIATED_TOKEN_PROGRAM = knownAddress('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
export const LOOKUP_TABLE_PROGRAM = knownAddress('AddressLookupTab1e1111111111111111111111111');
export const COMPUTE_BUDGET_PROGRAM = knownAddress('ComputeBudget111111111111111111111111111111');
export const MEMO_PROGRAM = knownAddress('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
export const ED25519_PROGRAM = knownAddress('Ed25519SigVerify111111111111111111111111111');
export const SECP256K1_PROGRAM = knownAddress('KeccakSecp256k11111111111111111111111111111');
export const SECP256R1_PROGRAM = knownAddress('Secp256r1SigVerify1111111111111111111111111');
export const UPGRADEABLE_LOADER = knownAddress('BPFLoaderUpgradeab1e11111111111111111111111');
export const SYSVAR_OWNER = knownAddress('Sysvar1111111111111111111111111111111111111');
export const SLOT_HASHES_SYSVAR = knownAddress('SysvarS1otHashes111111111111111111111111111');
