#[cfg(feature = "idl")]
use codama::CodamaAccount;

/// Sells the burn vault's USDC for PYRO, lot by lot, and burns the PYRO. One account, address `[auction]`.
/// Prices are PYRO atoms per USDC.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "auction"))
)]
pub struct BurnAuction {
    #[cfg_attr(feature = "idl", codama(value = 13))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub zero: u8,
    /// Where the price starts, in ten thousandths of the reference.
    pub start_bps: u32,
    /// Number of the lot that is open, or was last.
    pub lot: u64,
    /// 0 while no lot is open.
    pub opened_slot: u64,
    /// USDC atoms of the open lot.
    pub lot_atoms: u64,
    /// The price that the open lot's is built around.
    pub reference_price: u64,
    /// Slots of one fall from start to floor.
    pub fall_slots: u64,
    /// Of the last lot that was sold; 0 before the first.
    pub last_price: u64,
    pub last_slot: u64,
    pub lots_sold: u64,
    pub usdc_sold: u64,
    pub pyro_burned: u64,
    pub reserved: [u8; 72],
}
crate::account_data!(BurnAuction, 13, 160, {
    lot @ 8, opened_slot @ 16, last_price @ 48, pyro_burned @ 80, reserved @ 88,
});
