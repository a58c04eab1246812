#[cfg(feature = "idl")]
use codama::CodamaAccount;

/// A GPU model. Address `[class, u16 class_id]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "class")),
    codama(seed(name = "classId", type = number(u16)))
)]
pub struct GpuClass {
    #[cfg_attr(feature = "idl", codama(value = 3))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    /// The provider tier that may list this class.
    pub tier_min: u8,
    pub class_id: u16,
    pub zero: u16,
    /// Least memory a card of this class has.
    pub vram_mib: u32,
    pub flags: u32,
    /// UTF-8, padded with zero bytes.
    #[cfg_attr(feature = "idl", codama(type = fixed_size(string(utf8), 32)))]
    pub name: [u8; 32],
    /// Least benchmark score of an offer that is not local-only.
    pub score_min: u64,
    /// Least guaranteed work units per second and GPU.
    pub units_per_s_min: u64,
    /// Leases below it earn no reputation.
    pub price_per_hour_floor: u64,
    pub added_at: u64,
    pub reserved: [u8; 80],
}
crate::account_data!(GpuClass, 3, 160, { tier_min @ 3, class_id @ 4, vram_mib @ 8, name @ 16, score_min @ 48, reserved @ 80 });
