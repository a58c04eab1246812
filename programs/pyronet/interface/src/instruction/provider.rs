//! Providers and their deposits.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

use crate::Address;

/// Registers a provider and creates its bond and stake vaults.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 2)),
    codama(account(name = "authority", signer)),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "stake_vault", writable, default_value = pda("stakeVault", [seed("provider", account("provider"))]))),
    codama(account(name = "payout", docs = "USDC token account that leases will pay.")),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "usdc_mint")),
    codama(account(name = "pyro_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct RegisterProvider {
    pub worker_key: Address,
    pub record_hash: [u8; 32],
    pub region: u16,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("provider")))]
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("bond_vault")))]
    pub bond_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("stake_vault")))]
    pub stake_bump: u8,
}
crate::instruction_data!(RegisterProvider, 2, 69);

/// Replaces worker key, payout, record and region. Open leases keep their payout.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 3)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "payout", docs = "USDC token account that new leases will pay.")),
    codama(account(name = "config", default_value = pda("config", [])))
)]
pub struct UpdateProvider {
    pub worker_key: Address,
    pub record_hash: [u8; 32],
    pub region: u16,
}
crate::instruction_data!(UpdateProvider, 3, 66);

/// Announces that the provider serves for some more time.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 4)),
    codama(account(name = "worker", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params"))
)]
pub struct BeatProvider {
    pub live_for_s: u32,
}
crate::instruction_data!(BeatProvider, 4, 4);

/// Adds PYRO to the stake; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 5)),
    codama(account(name = "depositor", signer)),
    codama(account(name = "source", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "stake_vault", writable, default_value = pda("stakeVault", [seed("provider", account("provider"))]))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct DepositStake {
    /// PYRO atoms.
    pub amount: u64,
}
crate::instruction_data!(DepositStake, 5, 8);

/// Adds USDC to the free bond; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 6)),
    codama(account(name = "depositor", signer)),
    codama(account(name = "source", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct DepositBond {
    /// USDC atoms.
    pub amount: u64,
}
crate::instruction_data!(DepositBond, 6, 8);

/// Starts to take out free bond or stake; a second request adds to the first and starts the time anew.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 7)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params"))
)]
pub struct RequestUnbond {
    /// Atoms of the deposit's token.
    pub amount: u64,
    #[cfg_attr(feature = "idl", codama(type = link("deposit")))]
    pub deposit: u8,
}
crate::instruction_data!(RequestUnbond, 7, 9);

/// Pays out what has unbonded.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 8)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "vault", writable, docs = "The bond or the stake vault.")),
    codama(account(name = "destination", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct WithdrawUnbonded {
    #[cfg_attr(feature = "idl", codama(type = link("deposit")))]
    pub deposit: u8,
}
crate::instruction_data!(WithdrawUnbonded, 8, 1);
