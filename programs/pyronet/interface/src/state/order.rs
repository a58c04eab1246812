#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// A resting bid whose effective limit climbs slot by slot. Address `[order, renter, u64 nonce]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "order")),
    codama(seed(name = "renter")),
    codama(seed(name = "nonce"))
)]
pub struct Order {
    #[cfg_attr(feature = "idl", codama(value = 6))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(type = link("orderStatus")))]
    pub status: u8,
    #[cfg_attr(feature = "idl", codama(type = link("leaseMode")))]
    pub mode: u8,
    pub isolation_min: u8,
    pub tier_min: u8,
    pub gpu_count: u16,
    pub zero: u16,
    pub flags: u32,
    pub renter: Address,
    pub start_price: u64,
    pub limit_price: u64,
    pub climb_per_slot: u64,
    pub start_slot: u64,
    pub expiry_slot: u64,
    pub expires_at: u64,
    pub class_set: [u64; 2],
    pub region_set: [u64; 4],
    pub score_min: u64,
    pub memory_min_bytes: u64,
    pub disk_min_bytes: u64,
    pub vram_min_mib: u32,
    pub reputation_min: u32,
    pub interval_max_s: u32,
    pub start_within_max_s: u32,
    pub deposit: u64,
    pub duration_s: u64,
    pub unit_cap: u64,
    pub guaranteed_min: u64,
    pub complete_within_s: u64,
    pub value_at_risk: u64,
    pub cancel_deposit: u64,
    pub audit_reward: u64,
    pub tip_lamports: u64,
    pub segment_count: u64,
    pub peak_memory_bytes: u64,
    pub input_bytes: u64,
    pub output_bytes_max: u64,
    pub failover_max_rate: u64,
    pub nonce: u64,
    pub opened_slot: u64,
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    pub failover: u8,
    pub hops_max: u8,
    pub zero_hops: u8,
    pub params_version: u32,
    pub renter_payout: Address,
    pub session_key: Address,
    pub rent_payer: Address,
    pub job_root: [u8; 32],
    pub plan_root: [u8; 32],
    pub renter_commit: [u8; 32],
    pub callback_program: Address,
    pub delegate_key: Address,
    pub terms_allow: [u8; 32],
    pub lease: Address,
    pub delegate_until: u64,
    pub reserved: [u8; 56],
}
crate::account_data!(Order, 6, 704, {
    status @ 4, mode @ 5, renter @ 16, start_price @ 48, class_set @ 96, region_set @ 112, vram_min_mib @ 168, deposit @ 184,
    nonce @ 296, privacy @ 312, renter_payout @ 320, lease @ 608, delegate_until @ 640, reserved @ 648,
});
