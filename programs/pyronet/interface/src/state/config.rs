#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// The network. One account, address `[config]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "config"))
)]
pub struct Config {
    #[cfg_attr(feature = "idl", codama(value = 1))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub fee_vault_bump: u8,
    /// The `Params` version that new leases take.
    pub params_version: u32,
    /// May add GPU classes while that is the founders' to do.
    pub authority: Address,
    pub usdc_mint: Address,
    pub pyro_mint: Address,
    pub fee_vault: Address,
    /// Bound into every signed message, so that none verifies on another network.
    pub genesis_hash: [u8; 32],
    pub genesis_at: u64,
    pub genesis_slot: u64,
    /// Bit n set: parameter n belongs to governance, for ever.
    pub governed_mask: u64,
    /// When everything still with the founders goes to governance by itself.
    pub sunset_at: u64,
    pub gpu_classes: u32,
    pub program_version: u32,
    /// USDC token accounts that the fees are split into, and what is to be burned.
    pub treasury_vault: Address,
    pub burn_vault: Address,
    pub verifier_vault: Address,
    pub treasury_vault_bump: u8,
    pub burn_vault_bump: u8,
    pub verifier_vault_bump: u8,
    pub burn_auction_bump: u8,
    pub reserved: [u8; 204],
}
crate::account_data!(Config, 1, 512, {
    params_version @ 4, authority @ 8, usdc_mint @ 40, pyro_mint @ 72, fee_vault @ 104, genesis_hash @ 136,
    genesis_at @ 168, governed_mask @ 184, gpu_classes @ 200, treasury_vault @ 208, burn_vault @ 240, verifier_vault @ 272,
    reserved @ 308,
});
