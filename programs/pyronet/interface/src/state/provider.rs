#[cfg(feature = "idl")]
use codama::CodamaAccount;

use crate::Address;

/// A provider. Address `[provider, authority]`; vaults `[bond, provider]` and `[stake, provider]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "provider")),
    codama(seed(name = "authority"))
)]
pub struct Provider {
    #[cfg_attr(feature = "idl", codama(value = 4))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub bond_bump: u8,
    pub stake_bump: u8,
    /// 0 to 3, opened by stake.
    pub tier: u8,
    #[cfg_attr(feature = "idl", codama(type = link("providerStatus")))]
    pub status: u8,
    pub zero: u8,
    pub region: u16,
    pub zero_region: u16,
    pub flags: u32,
    pub authority: Address,
    /// USDC token account that new leases pay.
    pub payout: Address,
    /// Signs for the machines; may serve leases and nothing else.
    pub worker_key: Address,
    pub benchmark_root: [u8; 32],
    /// Names a signed record in the content-addressed store: where the worker is reached.
    pub record_hash: [u8; 32],
    pub live_until: u64,
    /// 0 to 1,000,000.
    pub reputation: u64,
    pub reputation_at: u64,
    pub registered_at: u64,
    /// PYRO atoms, without what is unbonding.
    pub stake: u64,
    pub stake_exposed: u64,
    pub stake_unbonding: u64,
    pub stake_unbond_at: u64,
    pub bond_free: u64,
    pub bond_locked: u64,
    pub bond_unbonding: u64,
    pub bond_unbond_at: u64,
    pub bond_seized: u64,
    /// PYRO atoms.
    pub stake_seized: u64,
    pub withheld_counted: u64,
    /// Nothing leaves before; the latest of its leases.
    pub evidence_until: u64,
    /// The reputation epoch that `epoch_credited` counts in.
    pub epoch: u64,
    pub fees_audited_total: u64,
    /// Weighted fee atoms that raised the reputation in this epoch.
    pub epoch_credited: u64,
    pub seconds_served: u64,
    pub gross_earned: u64,
    pub units_served: u64,
    pub offers: u32,
    pub live_leases: u32,
    pub open_disputes: u32,
    pub open_seizures: u32,
    pub opened: u32,
    pub completed: u32,
    pub rejected: u32,
    pub silent: u32,
    pub no_start: u32,
    pub lost_coverage: u32,
    pub missed_completion: u32,
    pub false_benchmark: u32,
    pub frauds: u32,
    pub unaudited: u32,
    pub withdrawn: u32,
    pub next_offer_id: u32,
    pub bond_vault: Address,
    pub stake_vault: Address,
    pub reserved_deposits: [u8; 32],
    /// Weighted fee atoms that the reputation stands for.
    pub standing: u64,
    /// The curve under which the reputation was computed last: the standing of 500,000.
    pub reputation_half: u64,
    /// Counts every change of the reputation.
    pub reputation_seq: u32,
    /// What the faults keep, in force when the reputation last grew.
    pub keep_bps: [u16; 5],
    pub zero_reputation: u16,
    pub reserved: [u8; 32],
}
crate::account_data!(Provider, 4, 576, {
    tier @ 5, status @ 6, region @ 8, authority @ 16, payout @ 48, worker_key @ 80, record_hash @ 144, live_until @ 176,
    reputation @ 184, stake @ 208, bond_free @ 240, evidence_until @ 296, offers @ 352, next_offer_id @ 412,
    bond_vault @ 416, stake_vault @ 448, standing @ 512, reputation_half @ 520,
    reputation_seq @ 528, keep_bps @ 532, reserved @ 544,
});
