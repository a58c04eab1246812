#[cfg(feature = "idl")]
use codama::{CodamaAccount, CodamaType};

use super::ReputationValues;
use crate::Address;

/// The values a `Params` version holds. The same bytes travel as an argument.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub struct ParamsValues {
    /// Share of every release that goes to the fee vault, in ten thousandths; the provider bears it.
    pub fee_bps: u16,
    /// Share of the funding lost when a lease is cancelled before its start.
    pub cancel_deposit_bps: u16,
    /// Share of a slashed bond that is burned.
    pub slash_burn_bps: u16,
    pub open_attestations_max: u16,
    pub interval_min_s: u32,
    pub interval_max_s: u32,
    pub accept_within_max_s: u32,
    pub start_within_max_s: u32,
    pub prefix_within_min_s: u32,
    pub prefix_within_max_s: u32,
    /// How long an attestation can be disputed; both must pass.
    pub window_s: u32,
    pub window_slots: u32,
    /// A raised price waits this long.
    pub raise_delay_s: u32,
    pub live_for_min_s: u32,
    pub live_for_max_s: u32,
    pub unbonding_s: u32,
    /// How long after settlement fraud can still be proved.
    pub evidence_s: u32,
    /// Slots that must have passed for each minute of a punitive deadline, so that a halted
    /// network convicts nobody.
    pub punitive_slots_per_minute: u32,
    /// Audit of attestations, once verifiers exist: share drawn (millionths), assumed diligence
    /// (millionths), segments per audit.
    pub audit_ppm: u32,
    pub diligence_ppm: u32,
    pub audit_segments: u32,
    pub reputation_step_ppm: u32,
    pub bond_per_lease_min: u64,
    pub price_per_hour_min: u64,
    pub price_per_hour_max: u64,
    pub duration_min_s: u64,
    pub duration_max_s: u64,
    /// Lamports paid to whoever ends a wait, out of the lease's tip.
    pub crank_tip_lamports: u64,
    pub tip_lamports_max: u64,
    /// PYRO atoms that open tiers 1, 2 and 3.
    pub tier_stake_min: [u64; 3],
    /// How long what was seized rests before it is distributed.
    pub slash_rest_s: u32,
    /// Share of the stake that fraud costs, in ten thousandths.
    pub slash_stake_bps: u16,
    /// Shares of a slashed bond for who proved the fault and for drawn verifiers.
    pub slash_challenger_bps: u16,
    pub slash_verifier_bps: u16,
    /// Shares of the fees, in ten thousandths; together one whole.
    pub fee_treasury_bps: u16,
    pub fee_burn_bps: u16,
    pub fee_verifier_bps: u16,
    /// USDC atoms that the burn auction sells at a time.
    pub burn_lot_atoms: u64,
    /// PYRO atoms per USDC that the first auction is built around.
    pub burn_first_price: u64,
    /// Slots in which a lot's price falls from its start to its floor.
    pub burn_fall_slots: u32,
    /// Where it starts, in ten thousandths of the last clearing price.
    pub burn_start_bps: u32,
}
crate::plain_data!(ParamsValues, 200, {
    fee_bps @ 0, interval_min_s @ 8, bond_per_lease_min @ 80, tier_stake_min @ 136, slash_rest_s @ 160,
    burn_lot_atoms @ 176, burn_start_bps @ 196,
});

/// One version of the governed values, immutable. Address `[params, u32 version]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "params")),
    codama(seed(name = "paramsVersion", type = number(u32)))
)]
pub struct Params {
    #[cfg_attr(feature = "idl", codama(value = 2))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    pub zero: u8,
    pub params_version: u32,
    pub written_at: u64,
    /// The genesis signer or the proposal that wrote it.
    pub written_by: Address,
    pub values: ParamsValues,
    pub reserved_values: [u8; 56],
    pub reputation: ReputationValues,
    pub reserved: [u8; 144],
}
crate::account_data!(Params, 2, 512, { params_version @ 4, written_at @ 8, written_by @ 16, values @ 48, reputation @ 304, reserved @ 368 });
