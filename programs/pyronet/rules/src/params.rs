//! Bounds compiled into the program: no vote and no genesis can go past them.
use pyronet_interface::state::ParamsValues;

use crate::{slash::REST_MIN_S, PyronetError, Rule};

const DAY_S: u32 = 86_400;
const YEAR_S: u64 = 366 * 86_400;
/// One million USDC.
const MONEY_MAX: u64 = 1_000_000_000_000;

/// PYRO atoms: a million million PYRO for one USDC.
const PYRO_PER_USDC_MAX: u64 = 1_000_000_000_000_000_000;
const SLOTS_PER_DAY: u32 = 216_000;

/// Refuses values outside the compiled bounds.
pub fn check(values: &ParamsValues) -> Rule {
    let within = values.fee_bps <= 2_000
        && values.cancel_deposit_bps <= 1_000
        && (5_000..=10_000).contains(&values.slash_burn_bps)
        && (1..=64).contains(&values.open_attestations_max)
        && values.interval_min_s >= 10
        && values.interval_min_s <= values.interval_max_s
        && values.interval_max_s <= 3_600
        && (5..=DAY_S).contains(&values.accept_within_max_s)
        && (5..=DAY_S).contains(&values.start_within_max_s)
        && values.prefix_within_min_s >= 10
        && values.prefix_within_min_s <= values.prefix_within_max_s
        && values.prefix_within_max_s <= DAY_S
        && (1..=DAY_S).contains(&values.window_s)
        && values.window_slots >= 1
        && values.window_slots <= DAY_S
        && (5..=3_600).contains(&values.raise_delay_s)
        && values.live_for_min_s >= 60
        && values.live_for_min_s <= values.live_for_max_s
        && values.live_for_max_s <= DAY_S
        && values.unbonding_s <= 60 * DAY_S
        && values.evidence_s <= 30 * DAY_S
        && values.unbonding_s >= values.evidence_s
        && (1..=150).contains(&values.punitive_slots_per_minute)
        && values.audit_ppm <= 1_000_000
        && values.diligence_ppm <= 1_000_000
        && values.reputation_step_ppm <= 1_000_000
        && values.bond_per_lease_min <= MONEY_MAX
        && values.price_per_hour_min >= 1
        && values.price_per_hour_min <= values.price_per_hour_max
        && values.price_per_hour_max <= MONEY_MAX
        && values.duration_min_s >= 1
        && values.duration_min_s <= values.duration_max_s
        && values.duration_max_s <= YEAR_S
        && values.crank_tip_lamports <= 10_000_000
        && values.tip_lamports_max <= 1_000_000_000
        && values.tier_stake_min.is_sorted()
        && check_slashing(values)
        && check_fees(values);
    if within {
        Ok(())
    } else {
        Err(PyronetError::ParamsOutOfBounds)
    }
}

/// At least half of a slashed bond burns; who convicts itself gets back a fifth of it at most.
fn check_slashing(values: &ParamsValues) -> bool {
    let rewards =
        u32::from(values.slash_challenger_bps).saturating_add(u32::from(values.slash_verifier_bps));
    (REST_MIN_S..=30 * DAY_S).contains(&values.slash_rest_s)
        && (1_000..=10_000).contains(&values.slash_stake_bps)
        && values.slash_challenger_bps <= 2_000
        && rewards.saturating_add(u32::from(values.slash_burn_bps)) <= 10_000
}

fn check_fees(values: &ParamsValues) -> bool {
    let whole = u32::from(values.fee_treasury_bps)
        .saturating_add(u32::from(values.fee_burn_bps))
        .saturating_add(u32::from(values.fee_verifier_bps));
    whole == 10_000
        && values.fee_burn_bps >= 1_000
        && values.fee_treasury_bps <= 6_000
        && (1_000_000..=MONEY_MAX).contains(&values.burn_lot_atoms)
        && (1..=PYRO_PER_USDC_MAX).contains(&values.burn_first_price)
        && (150..=30 * SLOTS_PER_DAY).contains(&values.burn_fall_slots)
        && (11_000..=100_000).contains(&values.burn_start_bps)
}
