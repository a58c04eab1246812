//! Dues of payees whose accounts take no money.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Puts aside what one party of a settled lease is due and its recorded account does not take; anyone may, 30 days after the evidence time.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 57)),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "provider")),
    codama(account(name = "payout", docs = "The account that the lease recorded for the party.")),
    codama(account(name = "parking", writable, docs = "Of the renter, or of the provider's authority.")),
    codama(account(name = "parking_vault", writable, default_value = pda("vault", [seed("lease", account("parking"))]))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "usdc_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct ParkDues {
    #[cfg_attr(feature = "idl", codama(type = link("leasePayee")))]
    pub payee: u8,
    pub bump: u8,
    pub vault_bump: u8,
}
crate::instruction_data!(ParkDues, 57, 3);

/// Takes out everything that was parked for the signer, to any account of its choice.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 58)),
    codama(account(name = "owner", signer)),
    codama(account(name = "parking", writable, default_value = pda("parking", [seed("owner", account("owner"))]))),
    codama(account(name = "vault", writable)),
    codama(account(name = "destination", writable, docs = "USDC token account that gets everything.")),
    codama(account(name = "rent_payer", writable, optional, docs = "Left out, the accounts stay.")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct TakeParked {}
crate::instruction_data!(TakeParked, 58, 0);
