#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// What one renter's fees have added to one provider's reputation in an epoch, so that nobody earns
/// all of it from one counterparty. Address `[pair, provider, renter]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "pair")),
    codama(seed(name = "provider")),
    codama(seed(name = "renter"))
)]
pub struct Pair {
    #[cfg_attr(feature = "idl", codama(value = 20))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub zero: u8,
    pub zero_half: u32,
    pub provider: Address,
    pub renter: Address,
    pub rent_payer: Address,
    /// The epoch that `credited` counts in.
    pub epoch: u64,
    /// Weighted fee atoms.
    pub credited: u64,
    pub reserved: [u8; 8],
}
crate::account_data!(Pair, 20, 128, {
    provider @ 8, renter @ 40, rent_payer @ 72, epoch @ 104, credited @ 112, reserved @ 120,
});
