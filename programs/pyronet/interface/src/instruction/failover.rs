//! Another provider takes a lease over.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Submits an offer as successor of a lease that failed or migrates; the lease keeps the cheapest. Anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 41)),
    codama(account(name = "lease", writable)),
    codama(account(name = "provider", docs = "Of the offer.")),
    codama(account(name = "offer")),
    codama(account(name = "params", docs = "Those that the lease was opened under.")),
    codama(argument(
        after,
        "proof",
        array(fixed_size(bytes, 32), prefixed_count(number(u8))),
        docs = "Opens the plan at the acknowledged segments; siblings from the leaf upwards. Empty where the lease knows their work."
    ))
)]
pub struct BidFailover {
    /// Cumulative work of the acknowledged segments; 0 where the lease knows it.
    pub ack_units: u64,
}
crate::instruction_data!(BidFailover, 41, 8);

/// Opens the successor of a lease on the cheapest offer that was submitted, and carries over what is left. Anyone may, and is tipped.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 42)),
    codama(account(name = "awarder", writable, signer, docs = "Lays out the successor's rent and gets it back, with a tip, from what the lease holds.")),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("lease"))]))),
    codama(account(name = "successor", writable)),
    codama(account(name = "successor_vault", writable, default_value = pda("vault", [seed("lease", account("successor"))]))),
    codama(account(name = "former_provider", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("former_provider"))]))),
    codama(account(name = "provider", writable, docs = "Of the offer.")),
    codama(account(name = "offer", writable)),
    codama(account(name = "params", docs = "Those that the lease was opened under.")),
    codama(account(name = "usdc_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct AwardFailover {
    /// Added to the successor's nonce, to look for an address that is cheap to open.
    pub nonce_offset: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("successor")))]
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("successor_vault")))]
    pub vault_bump: u8,
}
crate::instruction_data!(AwardFailover, 42, 3);

/// Ends the lease now and seeks another provider for the rest, as the policy says.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 43)),
    codama(account(name = "approval", signer = "either", docs = "The renter's or session key's signature, or the instructions sysvar when the order is a signed message in the instruction before this one.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "config", default_value = pda("config", [])))
)]
pub struct MigrateLease {}
crate::instruction_data!(MigrateLease, 43, 0);

/// Moves what the renter is due from a lease to its successor; once both are settled, what was not used of the subsidy goes back to the bond that paid it. Anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 44)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("lease"))]))),
    codama(account(name = "successor", writable)),
    codama(account(name = "successor_vault", writable, default_value = pda("vault", [seed("lease", account("successor"))]))),
    codama(account(name = "provider", writable, docs = "Of the lease.")),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct CarryLease {}
crate::instruction_data!(CarryLease, 44, 0);
