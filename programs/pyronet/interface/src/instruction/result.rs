//! Results, acceptance, settlement, payment.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// The provider commits to its result, of all segments or of a prefix.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 25)),
    codama(account(name = "worker", writable, signer, docs = "Gets what a ping that waits has prepaid for its answer.")),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "attestation", writable, default_value = pda("attestation", [seed("lease", account("lease")), seed("seq", argument("seq"))]))),
    codama(account(name = "params")),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111"))),
    codama(argument(after, "proof", array(fixed_size(bytes, 32), prefixed_count(number(u8))), docs = "Opens the plan at the last segment; siblings from the leaf upwards."))
)]
pub struct AttestResult {
    /// The lease's next attestation.
    pub seq: u32,
    /// Number of segments attested, from the first.
    pub segments: u64,
    /// Cumulative units after the last of them.
    pub units: u64,
    pub result_bytes: u64,
    pub segments_root: [u8; 32],
    pub result_root: [u8; 32],
    pub requests_root: [u8; 32],
    /// Opens the provider's commitment.
    pub provider_secret: [u8; 32],
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("attestation")))]
    pub bump: u8,
    /// Requests that a session served since its attestation before, under their root; 0 of a job without.
    pub request_count: u32,
}
crate::instruction_data!(AttestResult, 25, 161);

/// The renter accepts an attestation; final as to payment.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 26)),
    codama(account(name = "approval", signer = "either", docs = "The renter's or session key's signature, or the instructions sysvar when the order is a signed message in the instruction before this one.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "attestation", writable)),
    codama(account(name = "config", default_value = pda("config", [])))
)]
pub struct AcceptResult {}
crate::instruction_data!(AcceptResult, 26, 0);

/// Ends a wait: releases an attestation whose window passed, or settles a stopped lease past its prefix deadline. Anyone may, and is tipped.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 27)),
    codama(account(name = "cranker", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "attestation", writable, optional))
)]
pub struct SettleLease {}
crate::instruction_data!(SettleLease, 27, 0);

/// Settles many leases of one provider as `settle_lease` does and pays it what it is due, entry by entry: lease, vault, attestation. An entry that cannot be settled is passed over; at least one must do.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 56)),
    codama(account(name = "cranker", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "payout", writable, docs = "The leases' USDC token account for their provider.")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "lease", writable, docs = "Of the first entry; further ones follow, each of lease, vault and attestation.")),
    codama(account(name = "vault", writable)),
    codama(account(name = "attestation", writable, optional, docs = "Left out where the lease stopped without one."))
)]
pub struct SettleLeases {}
crate::instruction_data!(SettleLeases, 56, 0);

/// Pays the provider what it is due; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 28)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "payout", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct ClaimProvider {}
crate::instruction_data!(ClaimProvider, 28, 0);

/// Pays the fees that are due; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 29)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "fee_vault", writable, default_value = pda("feeVault", []))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct ClaimFees {}
crate::instruction_data!(ClaimFees, 29, 0);

/// Pays the renter what it is due; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 30)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "payout", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct ClaimRenter {}
crate::instruction_data!(ClaimRenter, 30, 0);

/// The provider takes its last result back while its window is open: nothing of it is paid, and the provider's free bond pays the renter a tenth of what that would have been.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 59)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "attestation", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct WithdrawResult {
    /// Guard: the most USDC atoms that the bond may pay.
    pub penalty_max: u64,
}
crate::instruction_data!(WithdrawResult, 59, 8);

/// Frees the bond of a settled lease once no evidence against it counts any more; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 31)),
    codama(account(name = "lease", writable)),
    codama(account(name = "provider", writable))
)]
pub struct ReleaseBond {}
crate::instruction_data!(ReleaseBond, 31, 0);

/// Closes a settled attestation; the rent goes back to who paid it.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 32)),
    codama(account(name = "lease", writable)),
    codama(account(name = "attestation", writable)),
    codama(account(name = "rent_payer", writable))
)]
pub struct CloseAttestation {}
crate::instruction_data!(CloseAttestation, 32, 0);

/// Closes a paid-out lease and its vault; the rent goes back to who paid it.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 33)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "renter_payout", writable)),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct CloseLease {}
crate::instruction_data!(CloseLease, 33, 0);
