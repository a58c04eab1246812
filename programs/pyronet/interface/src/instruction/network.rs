//! The network itself.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

use crate::{
    state::{ParamsValues, ReputationValues},
    Address,
};

/// Creates config, parameters version 1, the fee vault, the vaults that fees are split into, and the burn auction. Signed by the key of the program's own address, so that nobody can come first.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 0)),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "program_key", signer, docs = "The program's own address.")),
    codama(account(name = "config", writable, default_value = pda("config", []))),
    codama(account(name = "params", writable, default_value = pda("params", [seed("paramsVersion", 1)]))),
    codama(account(name = "fee_vault", writable, default_value = pda("feeVault", []))),
    codama(account(name = "usdc_mint")),
    codama(account(name = "pyro_mint")),
    codama(account(name = "treasury_vault", writable, default_value = pda("treasuryVault", []))),
    codama(account(name = "burn_vault", writable, default_value = pda("burnVault", []))),
    codama(account(name = "verifier_vault", writable, default_value = pda("verifierVault", []))),
    codama(account(name = "burn_auction", writable, default_value = pda("burnAuction", []))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct Genesis {
    /// May add GPU classes.
    pub authority: Address,
    /// Of the network the program runs on.
    pub genesis_hash: [u8; 32],
    /// Unix seconds.
    pub sunset_at: u64,
    pub values: ParamsValues,
    pub reputation: ReputationValues,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("config")))]
    pub config_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("params")))]
    pub params_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("fee_vault")))]
    pub fee_vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("treasury_vault")))]
    pub treasury_vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("burn_vault")))]
    pub burn_vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("verifier_vault")))]
    pub verifier_vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("burn_auction")))]
    pub burn_auction_bump: u8,
}
crate::instruction_data!(Genesis, 0, 343);

/// Adds a GPU class.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 1)),
    codama(account(name = "authority", signer)),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "config", writable, default_value = pda("config", []))),
    codama(account(name = "gpu_class", writable, default_value = pda("gpuClass", [seed("classId", argument("class_id"))]))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct AddGpuClass {
    pub class_id: u16,
    pub tier_min: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("gpu_class")))]
    pub bump: u8,
    pub vram_mib: u32,
    /// UTF-8, padded with zero bytes.
    #[cfg_attr(feature = "idl", codama(type = fixed_size(string(utf8), 32)))]
    pub name: [u8; 32],
    pub score_min: u64,
    pub units_per_s_min: u64,
    pub price_per_hour_floor: u64,
}
crate::instruction_data!(AddGpuClass, 1, 64);
