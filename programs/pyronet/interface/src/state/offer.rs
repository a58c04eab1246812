#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// A listing. Address `[offer, provider, u64 offer_id]`; ids are never used twice.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "offer")),
    codama(seed(name = "provider")),
    codama(seed(name = "offer_id"))
)]
pub struct Offer {
    #[cfg_attr(feature = "idl", codama(value = 5))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(type = link("offerStatus")))]
    pub status: u8,
    /// Bit 0 Run, bit 1 Rent.
    pub modes: u8,
    #[cfg_attr(feature = "idl", codama(type = link("isolation")))]
    pub isolation: u8,
    /// The provider's tier when it listed.
    pub tier: u8,
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    pub class_id: u16,
    pub region: u16,
    pub gpu_count: u16,
    pub gpu_free: u16,
    pub vram_mib: u32,
    /// Bit 0 local only, bit 1 no extension.
    pub flags: u32,
    pub provider: Address,
    /// Per GPU and hour.
    pub price_per_hour: u64,
    /// A raise that takes effect at `pending_from`; both 0 when there is none.
    pub pending_price: u64,
    pub pending_from: u64,
    /// Benchmark score per GPU.
    pub score: u64,
    /// Work units per second and GPU.
    pub guaranteed_units_per_s: u64,
    pub min_duration_s: u64,
    pub max_duration_s: u64,
    pub terms_hash: [u8; 32],
    pub benchmark_root: [u8; 32],
    pub offer_id: u64,
    pub listed_at: u64,
    pub updated_slot: u64,
    pub max_value_at_risk: u64,
    pub memory_bytes: u64,
    pub disk_bytes: u64,
    pub max_upload_bytes: u64,
    pub interval_s: u32,
    pub accept_within_s: u32,
    pub start_within_s: u32,
    pub prefix_within_s: u32,
    pub up_mbps: u32,
    pub down_mbps: u32,
    pub live_leases: u32,
    pub zero: u32,
    /// Gets the rent back.
    pub rent_payer: Address,
    pub reserved: [u8; 8],
}
crate::account_data!(Offer, 5, 304, {
    status @ 3, modes @ 4, class_id @ 8, region @ 10, gpu_free @ 14, vram_mib @ 16, flags @ 20, provider @ 24,
    price_per_hour @ 56, pending_price @ 64, pending_from @ 72, score @ 80, terms_hash @ 112, offer_id @ 176,
    interval_s @ 232, live_leases @ 256, rent_payer @ 264, reserved @ 296,
});
