//! First seed of every program-derived address; the others are listed beside each account.

pub const CONFIG: &[u8] = b"config";
pub const PARAMS: &[u8] = b"params";
pub const GPU_CLASS: &[u8] = b"class";
pub const PROVIDER: &[u8] = b"provider";
pub const BOND_VAULT: &[u8] = b"bond";
pub const STAKE_VAULT: &[u8] = b"stake";
pub const OFFER: &[u8] = b"offer";
pub const ORDER: &[u8] = b"order";
pub const LEASE: &[u8] = b"lease";
pub const VAULT: &[u8] = b"vault";
pub const ATTESTATION: &[u8] = b"attestation";
pub const FEE_VAULT: &[u8] = b"fees";
pub const TREASURY_VAULT: &[u8] = b"treasury";
pub const BURN_VAULT: &[u8] = b"burn";
pub const VERIFIER_VAULT: &[u8] = b"verifiers";
pub const BURN_AUCTION: &[u8] = b"auction";
pub const SEIZURE: &[u8] = b"seizure";
pub const PARKING: &[u8] = b"parking";
pub const PAIR: &[u8] = b"pair";
