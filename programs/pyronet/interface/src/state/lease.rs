#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// A rental: one job or one session, with its own escrow. Address `[lease, renter, u64 nonce]`,
/// vault `[vault, lease]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "lease")),
    codama(seed(name = "renter")),
    codama(seed(name = "nonce"))
)]
pub struct Lease {
    #[cfg_attr(feature = "idl", codama(value = 7))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    #[cfg_attr(feature = "idl", codama(type = link("leaseState")))]
    pub state: u8,
    #[cfg_attr(feature = "idl", codama(type = link("leaseMode")))]
    pub mode: u8,
    #[cfg_attr(feature = "idl", codama(type = link("failoverState")))]
    pub failover_state: u8,
    #[cfg_attr(feature = "idl", codama(type = link("endReason")))]
    pub end_reason: u8,
    pub class_id: u16,
    pub gpu_count: u16,
    /// Bit 0 missed completion, bit 1 local only, bit 2 same region, bit 3 carry pending; bits 8 and 9 the least tier, bits 16 and 17 rounds of bids; bit 24 credited to the reputation.
    pub flags: u32,
    pub renter: Address,
    pub provider: Address,
    pub offer: Address,
    /// Signs vouchers, accepts, stops, cancels and pings; can direct money nowhere else.
    pub session_key: Address,
    /// USDC token account of the renter's dues.
    pub renter_payout: Address,
    /// USDC token account of the provider's dues.
    pub provider_payout: Address,
    pub next_session_key: Address,
    pub delegate_key: Address,
    pub rent_payer: Address,
    pub job_root: [u8; 32],
    pub plan_root: [u8; 32],
    pub terms_hash: [u8; 32],
    pub renter_commit: [u8; 32],
    pub provider_commit: [u8; 32],
    pub delivered_root: [u8; 32],
    /// Tree over the leaves of the acknowledged segments.
    pub ack_state_root: [u8; 32],
    pub predecessor: Address,
    pub successor: Address,
    pub best_offer: Address,
    pub callback_program: Address,
    pub nonce: u64,
    pub opened_slot: u64,
    pub params_version: u32,
    pub program_version: u32,
    pub session_epoch: u32,
    /// Longest span between two proofs of service.
    pub interval_s: u32,
    pub fee_bps: u16,
    pub region: u16,
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    #[cfg_attr(feature = "idl", codama(type = link("isolation")))]
    pub isolation: u8,
    pub hops_max: u8,
    pub hops_used: u8,
    /// Per GPU and hour.
    pub price_per_hour: u64,
    /// Of all GPUs of the lease.
    pub rate_per_hour: u64,
    pub funded: u64,
    /// What bonds of providers paid in: the price of a notice, and `subsidy`.
    pub subsidy_funded: u64,
    /// Part of `rate_per_hour` that the failed predecessor's bond bears.
    pub subsidy_rate: u64,
    pub cancel_deposit: u64,
    pub audit_reward: u64,
    /// Earned so far if everything attested is released.
    pub accrued: u64,
    /// Final earnings, fee included.
    pub released: u64,
    pub forfeited: u64,
    pub provider_claimed: u64,
    pub fee_claimed: u64,
    pub renter_claimed: u64,
    pub moved_out: u64,
    pub provider_extra: u64,
    /// USDC of the provider's bond that covers this lease.
    pub bond_locked: u64,
    pub value_at_risk: u64,
    /// What is left for those who end waits.
    pub tip_lamports: u64,
    pub accept_by: u64,
    pub accepted_at: u64,
    pub start_by: u64,
    pub started_at: u64,
    pub end_at: u64,
    /// Cumulative work of the acknowledged segments; set while a successor is sought.
    pub ack_units: u64,
    /// The renter's guard, which a successor must pass too.
    pub vram_min_mib: u32,
    pub reputation_min: u32,
    /// Last proven instant.
    pub anchor_at: u64,
    pub anchor_slot: u64,
    pub covered_s: u64,
    /// Latest voucher's served-until, counted from the start.
    pub vouched_s: u64,
    /// 0 until the lease left the active state.
    pub stop_at: u64,
    pub stop_slot: u64,
    pub prefix_by: u64,
    pub prefix_by_slot: u64,
    /// Of the ping that waits for its answer; otherwise when the last one was answered.
    pub ping_at: u64,
    /// 0 while no ping waits.
    pub ping_slot: u64,
    pub next_session_at: u64,
    pub delegate_until: u64,
    /// When the provider's notice has run and it may leave; 0 when none was given.
    pub exit_notice_at: u64,
    /// Fraud can be proved, and the bond stays locked, until then.
    pub evidence_until: u64,
    pub unit_cap: u64,
    /// Of all GPUs of the lease.
    pub guaranteed_units_per_s: u64,
    pub segment_count: u64,
    pub delivered_segments: u64,
    pub accepted_segments: u64,
    pub attested_segments: u64,
    /// Segments that the renter said it holds; a failed lease pays none beyond.
    pub ack_segment: u64,
    pub attested_units: u64,
    pub accepted_units: u64,
    pub released_units: u64,
    /// Of all GPUs, per hour: what a successor may cost at most.
    pub failover_max_rate: u64,
    /// Last slot in which bids to succeed this lease count.
    pub failover_close_slot: u64,
    /// Of all GPUs, per hour: the cheapest bid so far.
    pub best_rate: u64,
    pub peak_memory_bytes: u64,
    pub input_bytes: u64,
    pub output_bytes_max: u64,
    /// Attestation accounts that exist.
    pub open_attestations: u32,
    pub attestation_seq: u32,
    pub open_disputes: u32,
    pub audit_ppm: u32,
    pub vault: Address,
    pub opened_at: u64,
    /// Rent: time paid for. Run: time from start to the completion deadline.
    pub duration_s: u64,
    /// Extensions may not reach past it.
    pub max_duration_s: u64,
    pub accept_by_slot: u64,
    pub start_by_slot: u64,
    pub end_slot: u64,
    pub prefix_within_s: u32,
    pub punitive_slots_per_minute: u32,
    pub evidence_s: u32,
    /// Paid for each wait ended, while the tip lasts.
    pub crank_tip_lamports: u32,
    pub exit_notice_slot: u64,
    /// When a voucher last moved `vouched_s`; at first the start.
    pub vouched_slot: u64,
    /// Cumulative work that predecessors did; this lease pays for what comes after.
    pub base_units: u64,
    /// Of `subsidy_funded`, what the failed predecessor's bond paid; what is not used goes back.
    pub subsidy: u64,
}
crate::account_data!(Lease, 7, 1280, {
    vault_bump @ 3, state @ 4, mode @ 5, end_reason @ 7, class_id @ 8, gpu_count @ 10, flags @ 12, renter @ 16, provider @ 48,
    offer @ 80, session_key @ 112, renter_payout @ 144, provider_payout @ 176, rent_payer @ 272, job_root @ 304,
    plan_root @ 336, delivered_root @ 464, callback_program @ 624, nonce @ 656, opened_slot @ 664, params_version @ 672,
    fee_bps @ 688, price_per_hour @ 696, funded @ 712, released @ 760, accept_by @ 840, started_at @ 864, covered_s @ 912,
    stop_at @ 928, evidence_until @ 1000, unit_cap @ 1008, segment_count @ 1024, released_units @ 1080,
    open_attestations @ 1136, vault @ 1152, opened_at @ 1184, exit_notice_slot @ 1248,
    base_units @ 1264, subsidy @ 1272,
});
