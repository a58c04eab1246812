//! What several instructions log in the same way.
use pyronet_interface::{
    event::{
        BondChanged, Claimed, DepositsSeized, DuesParked, LeaseAbandoned, LeaseCovered, LeaseEnded,
        LeaseOpened, LeaseReleased, LeaseSettled, Payee, ProviderLive, ReputationLost,
        SeizureRests, StakeChanged,
    },
    state::{AttestationStatus, Fault, Lease, LeasePayee, Provider, Seizure},
};
use pyronet_rules::time::Now;

use crate::chain::emit;

/// Seconds of a lease, which are fewer than a century has.
#[inline(always)]
pub fn seconds(value: u64) -> u32 {
    value as u32
}

#[inline(always)]
pub fn bond_changed(provider: &Provider) -> BondChanged {
    BondChanged {
        free: provider.bond_free,
        locked: provider.bond_locked,
        unbonding: provider.bond_unbonding,
        unbond_at: provider.bond_unbond_at,
        ..BondChanged::NEW
    }
}

#[inline(always)]
pub fn stake_changed(provider: &Provider) -> StakeChanged {
    StakeChanged {
        tier: provider.tier,
        stake: provider.stake,
        exposed: provider.stake_exposed,
        unbonding: provider.stake_unbonding,
        unbond_at: provider.stake_unbond_at,
        ..StakeChanged::NEW
    }
}

#[inline(always)]
pub fn provider_live(provider: &Provider, now: Now) -> ProviderLive {
    ProviderLive {
        live_until: provider.live_until,
        at: now.at,
        ..ProviderLive::NEW
    }
}

#[inline(always)]
pub fn reputation_lost(provider: &Provider, fault: Fault) -> ReputationLost {
    ReputationLost {
        fault: fault as u8,
        seq: provider.reputation_seq,
        standing: provider.standing,
        reputation: provider.reputation,
        at: provider.reputation_at,
        ..ReputationLost::NEW
    }
}

#[inline(always)]
pub fn lease_opened(lease: &Lease) -> LeaseOpened {
    LeaseOpened {
        gpu_count: lease.gpu_count,
        fee_bps: lease.fee_bps,
        mode: lease.mode,
        price_per_hour: lease.price_per_hour,
        funded: lease.funded,
        opened_at: lease.opened_at,
        bond_locked: lease.bond_locked,
        ..LeaseOpened::NEW
    }
}

#[inline(always)]
pub fn lease_abandoned(lease: &Lease, live_until: u64) -> LeaseAbandoned {
    LeaseAbandoned {
        state: lease.state,
        end_reason: lease.end_reason,
        stop_at: lease.stop_at,
        forfeited: lease.forfeited,
        provider_extra: lease.provider_extra,
        live_until,
        ..LeaseAbandoned::NEW
    }
}

#[inline(always)]
pub fn lease_covered(lease: &Lease, provider: &Provider, place: u8) -> LeaseCovered {
    LeaseCovered {
        place,
        covered_s: seconds(lease.covered_s),
        anchor_at: lease.anchor_at,
        delivered_segments: lease.delivered_segments,
        live_until: provider.live_until,
        ..LeaseCovered::NEW
    }
}

#[inline(always)]
pub fn lease_ended(lease: &Lease) -> LeaseEnded {
    LeaseEnded {
        state: lease.state,
        end_reason: lease.end_reason,
        covered_s: seconds(lease.covered_s),
        stop_at: lease.stop_at,
        prefix_by: lease.prefix_by,
        released: lease.released,
        subsidy_funded: lease.subsidy_funded,
        ..LeaseEnded::NEW
    }
}

#[inline(always)]
pub fn lease_released(lease: &Lease, attestation_status: u8, place: u8) -> LeaseReleased {
    LeaseReleased {
        state: lease.state,
        attestation_status,
        place,
        released: lease.released,
        accepted_segments: lease.accepted_segments,
        attested_segments: lease.attested_segments,
        attested_units: lease.attested_units,
        ..LeaseReleased::NEW
    }
}

/// What settling made of a lease; where an attestation lapsed, also what is attested now.
#[inline(always)]
pub fn emit_settled(lease: &Lease, attestation_status: u8, place: u8) {
    if attestation_status == AttestationStatus::Withdrawn as u8 {
        emit(&lease_released(lease, attestation_status, place));
    }
    emit(&lease_settled(lease, attestation_status, place));
}

#[inline(always)]
pub fn lease_settled(lease: &Lease, attestation_status: u8, place: u8) -> LeaseSettled {
    LeaseSettled {
        place,
        state: lease.state,
        attestation_status,
        bond_freed: u8::from(lease.bond_locked == 0),
        released: lease.released,
        provider_claimed: lease.provider_claimed,
        released_units: lease.released_units,
        evidence_until: lease.evidence_until,
        ..LeaseSettled::NEW
    }
}

#[inline(always)]
pub fn claimed(lease: &Lease, party: Payee, amount: u64, claimed: u64) -> Claimed {
    Claimed {
        party: party as u8,
        failover_state: lease.failover_state,
        amount,
        claimed,
        released: lease.released,
        ..Claimed::NEW
    }
}

#[inline(always)]
pub fn dues_parked(lease: &Lease, payee: u8, amount: u64) -> DuesParked {
    let (party, claimed) = if payee == LeasePayee::Provider as u8 {
        (Payee::Provider, lease.provider_claimed)
    } else {
        (Payee::Renter, lease.renter_claimed)
    };
    DuesParked {
        party: party as u8,
        failover_state: lease.failover_state,
        amount,
        claimed,
        ..DuesParked::NEW
    }
}

#[inline(always)]
pub fn deposits_seized(seizure: &Seizure) -> DepositsSeized {
    DepositsSeized {
        fault: seizure.fault,
        bond_seized: seizure.bond_seized,
        renter_due: seizure.renter_due,
        challenger_due: seizure.challenger_due,
        stake_seized: seizure.stake_seized,
        ..DepositsSeized::NEW
    }
}

#[inline(always)]
pub fn seizure_rests(seizure: &Seizure) -> SeizureRests {
    SeizureRests {
        seized_at: seizure.seized_at,
        rest_until: seizure.rest_until,
        rest_until_slot: seizure.rest_until_slot,
        verifiers_due: seizure.verifiers_due,
        ..SeizureRests::NEW
    }
}
