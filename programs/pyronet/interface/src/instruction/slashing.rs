//! Proof of fraud, and where what it seizes goes.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Proves that two attestations of one lease contradict each other, which convicts the provider; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 45)),
    codama(account(name = "challenger", writable, signer, docs = "Pays the seizure's rent, and gets it back.")),
    codama(account(name = "challenger_payout", docs = "USDC token account of its reward.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "first", writable, docs = "An attestation of the lease.")),
    codama(account(name = "second", writable, docs = "Another one.")),
    codama(account(name = "seizure", writable)),
    codama(account(name = "params", docs = "Those of the lease.")),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111"))),
    codama(argument(after, "proof", array(fixed_size(bytes, 32), prefixed_count(number(u8))), docs = "Siblings of the first node from below, then those of the second."))
)]
pub struct ProveContradiction {
    /// The node covers the segments from index · 2^height to before (index + 1) · 2^height, all of them in both attestations.
    pub node_index: u64,
    pub height: u8,
    pub first_node: [u8; 32],
    pub second_node: [u8; 32],
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("seizure")))]
    pub bump: u8,
}
crate::instruction_data!(ProveContradiction, 45, 74);

/// Burns what a seizure burns, once it has rested: PYRO at once, USDC through the auction. Anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 46)),
    codama(account(name = "seizure", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "stake_vault", writable, default_value = pda("stakeVault", [seed("provider", account("provider"))]))),
    codama(account(name = "burn_vault", writable, default_value = pda("burnVault", []))),
    codama(account(name = "pyro_mint", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct DistributeSeizure {}
crate::instruction_data!(DistributeSeizure, 46, 0);

/// Pays one payee of a seizure, once it has rested; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 47)),
    codama(account(name = "seizure", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "payout", writable)),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct ClaimSeizure {
    #[cfg_attr(feature = "idl", codama(type = link("seizurePayee")))]
    pub payee: u8,
}
crate::instruction_data!(ClaimSeizure, 47, 1);
