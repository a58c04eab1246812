#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// What one fault took from a provider. It lies in the provider's own vaults and counts as seized until it is
/// distributed. Address `[seizure, lease, u64 lease_opened_slot]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "seizure")),
    codama(seed(name = "lease")),
    codama(seed(name = "leaseOpenedSlot", type = number(u64)))
)]
pub struct Seizure {
    #[cfg_attr(feature = "idl", codama(value = 12))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(type = link("fault")))]
    pub fault: u8,
    /// Bit 0 burned, bit 1 renter paid, bit 2 challenger paid.
    pub paid: u8,
    /// Of the tree's node in which two statements differ.
    pub height: u8,
    pub zero: u16,
    pub provider: Address,
    pub lease: Address,
    pub challenger: Address,
    /// USDC token account of the challenger's reward.
    pub challenger_payout: Address,
    /// USDC token account of the restitution.
    pub renter_payout: Address,
    pub rent_payer: Address,
    /// Which life of the lease's address it was.
    pub lease_opened_slot: u64,
    pub seized_at: u64,
    pub seized_slot: u64,
    /// Nothing is distributed before; both must pass.
    pub rest_until: u64,
    pub rest_until_slot: u64,
    /// USDC atoms: the sum of the four below it.
    pub bond_seized: u64,
    pub burn_due: u64,
    pub renter_due: u64,
    pub challenger_due: u64,
    /// 0 until verifiers are drawn.
    pub verifiers_due: u64,
    /// PYRO atoms, all of them to be burned.
    pub stake_seized: u64,
    /// The two attestations that contradict each other, and where.
    pub first_seq: u32,
    pub second_seq: u32,
    pub node_index: u64,
    pub reserved: [u8; 80],
}
crate::account_data!(Seizure, 12, 384, {
    fault @ 3, paid @ 4, provider @ 8, lease @ 40, challenger @ 72, rent_payer @ 168, lease_opened_slot @ 200,
    rest_until @ 224, bond_seized @ 240, stake_seized @ 280, node_index @ 296, reserved @ 304,
});
