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
    /// Bit 0: machines of a local network will do.
    pub flags: u32,
    pub renter: Address,
    /// What the order pays at `start_slot`, per GPU and hour.
    pub start_price: u64,
    /// What it pays at most.
    pub limit_price: u64,
    pub climb_per_slot: u64,
    pub start_slot: u64,
    /// Last slot in which it can be matched.
    pub expiry_slot: u64,
    /// Last second in which it can be matched.
    pub expires_at: u64,
    /// Bit n: GPU class n will do; no bit: any.
    pub class_set: [u64; 2],
    /// Bit n: region n will do; no bit: any.
    pub region_set: [u64; 4],
    /// Per GPU.
    pub score_min: u64,
    pub memory_min_bytes: u64,
    pub disk_min_bytes: u64,
    pub vram_min_mib: u32,
    pub reputation_min: u32,
    /// 0: any.
    pub interval_max_s: u32,
    /// To accept and to start, together; 0: any.
    pub start_within_max_s: u32,
    /// USDC atoms in the vault: what the lease costs at the limit.
    pub deposit: u64,
    /// Rent: time paid for. Run: time to complete in.
    pub duration_s: u64,
    pub unit_cap: u64,
    /// Work units per second and GPU.
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
    /// Hash of the terms that will do; zero bytes: any.
    pub terms_allow: [u8; 32],
    pub lease: Address,
    pub delegate_until: u64,
    /// Paid to who matches or clears the order away, out of `tip_lamports`.
    pub crank_tip_lamports: u64,
    pub vault: Address,
    pub reserved: [u8; 16],
}
crate::account_data!(Order, 6, 704, {
    status @ 4, mode @ 5, renter @ 16, start_price @ 48, class_set @ 96, region_set @ 112, vram_min_mib @ 168, deposit @ 184,
    nonce @ 296, privacy @ 312, renter_payout @ 320, lease @ 608, delegate_until @ 640, vault @ 656, reserved @ 688,
});
