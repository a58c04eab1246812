//! The provider commits to a result, of all segments or of a prefix.
use pyronet_interface::{
    instruction::AttestResult,
    state::{
        Attestation, AttestationStatus, EndReason, Lease, LeaseMode, LeaseState, Offer, Params,
        Provider,
    },
};

use crate::{
    arithmetic::add,
    billing::gross_run,
    coverage::{beat, require_provable},
    ending::{leave_active, time_is_over},
    ledger::refresh_release,
    merkle::{open_commitment, open_plan, Sha256},
    ping::is_payable,
    provider::touch,
    time::Now,
    PyronetError, Rule,
};

/// Fills a new attestation and moves the lease; it is a beat too. Addresses, bump and rent payer
/// are the caller's. Returns the lamports due to the worker, as a beat does. The offer is there while
/// the lease is active; later it may be closed already.
#[allow(clippy::too_many_arguments)]
pub fn attest<H: Sha256>(
    attestation: &mut Attestation,
    args: &AttestResult,
    siblings: &[[u8; 32]],
    lease: &mut Lease,
    offer: Option<&mut Offer>,
    provider: &mut Provider,
    params: &Params,
    now: Now,
) -> Rule<u64> {
    check::<H>(args, siblings, lease, params, now)?;
    let answered = beat(lease, now)?;
    touch(provider, now)?;
    attestation.status = AttestationStatus::Pending as u8;
    attestation.seq = args.seq;
    attestation.segments_root = args.segments_root;
    attestation.result_root = args.result_root;
    attestation.requests_root = args.requests_root;
    attestation.request_count = args.request_count;
    attestation.provider_secret = args.provider_secret;
    attestation.result_bytes = args.result_bytes;
    let (segments_before, units_before) = attested_before(lease);
    attestation.segment_from = segments_before;
    attestation.segment_to = args.segments;
    attestation.units_from = units_before;
    attestation.units_to = args.units;
    attestation.covered_s = lease.covered_s;
    attestation.gross_from = gross_run(lease, lease.covered_s, attestation.units_from)?;
    attestation.gross_to = gross_run(lease, lease.covered_s, attestation.units_to)?;
    attestation.attested_at = now.at;
    attestation.attested_slot = now.slot;
    attestation.window_end_at = add(now.at, u64::from(params.values.window_s))?;
    attestation.window_end_slot = add(now.slot, u64::from(params.values.window_slots))?;
    attestation.keep_until = add(attestation.window_end_at, u64::from(lease.evidence_s))?;
    lease.attestation_seq = lease
        .attestation_seq
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    lease.open_attestations = lease
        .open_attestations
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    lease.attested_segments = args.segments;
    lease.attested_units = args.units;
    lease.accrued = lease.accrued.max(attestation.gross_to);
    let everything = args.segments == lease.segment_count;
    if lease.state == LeaseState::Stopping as u8 {
        lease.state = LeaseState::Auditing as u8;
    } else if everything {
        let offer = offer.ok_or(PyronetError::WrongAccount)?;
        leave_active(lease, offer, provider, EndReason::Completed, now)?;
        lease.state = LeaseState::Auditing as u8;
    }
    refresh_release(lease)?;
    Ok(answered)
}

/// Segments and units that a new attestation adds to. In a failed lease what was attested beyond
/// the acknowledged segments does not count, so that the provider can attest those.
fn attested_before(lease: &Lease) -> (u64, u64) {
    if is_payable(lease, lease.attested_segments) {
        (lease.attested_segments, lease.attested_units)
    } else {
        (
            lease.accepted_segments,
            lease.released_units.max(lease.accepted_units),
        )
    }
}

fn check<H: Sha256>(
    args: &AttestResult,
    siblings: &[[u8; 32]],
    lease: &Lease,
    params: &Params,
    now: Now,
) -> Rule {
    if lease.mode != LeaseMode::Run as u8 {
        return Err(PyronetError::ModeNotOffered);
    }
    require_provable(lease, now)?;
    let everything = args.segments == lease.segment_count;
    if everything && lease.state == LeaseState::Active as u8 && time_is_over(lease, now) {
        return Err(PyronetError::TooLate);
    }
    if params.params_version != lease.params_version {
        return Err(PyronetError::StaleParams);
    }
    if args.seq != lease.attestation_seq {
        return Err(PyronetError::WrongAddress);
    }
    // Prefixes are capped; what ends the lease never is.
    let ends = everything || lease.state == LeaseState::Stopping as u8;
    if !ends && lease.open_attestations >= u32::from(params.values.open_attestations_max) {
        return Err(PyronetError::TooManyAttestations);
    }
    if !is_payable(lease, args.segments) {
        return Err(PyronetError::Unacknowledged);
    }
    let (segments_before, units_before) = attested_before(lease);
    if args.segments <= segments_before || args.units < units_before {
        return Err(PyronetError::NothingNew);
    }
    if args.segments_root == [0; 32] || args.result_root == [0; 32] {
        return Err(PyronetError::InvalidJob);
    }
    // Requests and their root come together.
    if (args.requests_root == [0; 32]) != (args.request_count == 0) {
        return Err(PyronetError::InvalidJob);
    }
    if lease.provider_commit != [0; 32] {
        open_commitment::<H>(&lease.provider_commit, &args.provider_secret)?;
    }
    open_plan::<H>(
        &lease.plan_root,
        lease.segment_count,
        args.segments,
        args.units,
        siblings,
    )
}
