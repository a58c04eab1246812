#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// What one party of settled leases was due and could not be paid; all that its vault holds is the owner's.
/// Address `[parking, owner]`, vault `[vault, parking]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "parking")),
    codama(seed(name = "owner"))
)]
pub struct Parking {
    #[cfg_attr(feature = "idl", codama(value = 14))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    pub zero: u32,
    /// The renter or the provider's authority; its signature alone takes out what lies here.
    pub owner: Address,
    pub vault: Address,
    /// Who parked first, and gets the rent of both accounts back.
    pub rent_payer: Address,
    pub reserved: [u8; 24],
}
crate::account_data!(Parking, 14, 128, {
    vault_bump @ 3, owner @ 8, vault @ 40, rent_payer @ 72, reserved @ 104,
});
