//! Reputation.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Raises a provider's reputation by the fees of one settled lease. Anyone may, once per lease.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 51)),
    codama(account(name = "payer", writable, signer, docs = "Lays out the rent of a pair that does not exist yet.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "pair", writable, docs = "Of the lease's provider and renter.")),
    codama(account(name = "gpu_class", docs = "The lease's.")),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct CreditReputation {
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("pair")))]
    pub bump: u8,
}
crate::instruction_data!(CreditReputation, 51, 1);

/// Closes a pair that counts in an epoch which is over; its rent goes back to who paid it.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 52)),
    codama(account(name = "pair", writable)),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params"))
)]
pub struct ClosePair {}
crate::instruction_data!(ClosePair, 52, 0);
