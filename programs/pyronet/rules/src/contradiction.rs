//! A provider that states two things about the same segments of one lease has lied in at least one: the
//! work is the same bit for bit on every machine, so no honest provider ever states two.
use pyronet_interface::{
    instruction::ProveContradiction,
    state::{
        Attestation, AttestationStatus, EndReason, FailoverState, Fault, Lease, LeaseState, Offer,
        Params, Provider, Seizure,
    },
};

use crate::{
    ending::leave_active,
    failover::is_bidding,
    ledger::refresh_release,
    merkle::{depth, open_node, Sha256},
    reputation::fault,
    settlement::settle,
    slash::seize,
    time::Now,
    PyronetError, Rule,
};

/// The two statements.
pub struct Statements<'a> {
    pub first: &'a mut Attestation,
    pub second: &'a mut Attestation,
}

/// Checks that both attestations open to different nodes over the same segments.
pub fn check<H: Sha256>(
    args: &ProveContradiction,
    siblings: &[[u8; 32]],
    first: &Attestation,
    second: &Attestation,
) -> Rule {
    require_convictable(first, second)?;
    let (first_node, second_node) = (args.first_node, args.second_node);
    if first_node == second_node {
        return Err(PyronetError::NoContradiction);
    }
    let height = u32::from(args.height);
    let index = args.node_index;
    // A node that reaches beyond either attestation covers padding in one and work in the other. One
    // that is higher than the tree is refused where it is opened.
    let covered_to = u128::from(index)
        .saturating_add(1)
        .checked_shl(height)
        .ok_or(PyronetError::InvalidProof)?;
    if covered_to > u128::from(first.segment_to.min(second.segment_to)) {
        return Err(PyronetError::InvalidProof);
    }
    let own = depth(first.segment_to).saturating_sub(height) as usize;
    let (of_first, of_second) = siblings
        .split_at_checked(own)
        .ok_or(PyronetError::InvalidProof)?;
    for (statement, node, siblings) in [
        (first, &first_node, of_first),
        (second, &second_node, of_second),
    ] {
        open_node::<H>(
            &statement.segments_root,
            statement.segment_to,
            height,
            index,
            node,
            siblings,
        )?;
    }
    Ok(())
}

/// A statement counts from when it is made. What lapsed, because the lease failed beyond what the renter
/// acknowledged, was stated all the same, but two such ask for no money.
fn require_convictable(first: &Attestation, second: &Attestation) -> Rule {
    let lapsed = |statement: &Attestation| statement.status == AttestationStatus::Withdrawn as u8;
    let stands = |statement: &Attestation| {
        statement.status == AttestationStatus::Pending as u8
            || statement.status == AttestationStatus::Accepted as u8
            || statement.status == AttestationStatus::Unaudited as u8
            || statement.status == AttestationStatus::Audited as u8
    };
    let counts = |statement: &Attestation| stands(statement) || lapsed(statement);
    if counts(first) && counts(second) && (stands(first) || stands(second)) {
        Ok(())
    } else {
        Err(PyronetError::NotConvictable)
    }
}

/// Convicts the provider of fraud: seizes, refutes both statements and settles the lease. What was accepted
/// or released by then stays paid; everything else in the escrow is the renter's. The offer is there while
/// the lease is active; later it may be closed already.
#[allow(clippy::too_many_arguments)]
pub fn convict(
    seizure: &mut Seizure,
    statements: Statements<'_>,
    lease: &mut Lease,
    offer: Option<&mut Offer>,
    provider: &mut Provider,
    params: &Params,
    now: Now,
) -> Rule {
    if params.params_version != lease.params_version {
        return Err(PyronetError::StaleParams);
    }
    if lease.state < LeaseState::Active as u8 || lease.end_reason == EndReason::Fraud as u8 {
        return Err(PyronetError::WrongState);
    }
    let settled = lease.state == LeaseState::Settled as u8;
    if settled && now.at >= lease.evidence_until {
        return Err(PyronetError::TooLate);
    }
    if !settled {
        // What is payable does not depend on who claimed when.
        refresh_release(lease)?;
    }
    seize(seizure, Fault::Fraud, lease, provider, &params.values, now)?;
    if lease.state == LeaseState::Active as u8 {
        let offer = offer.ok_or(PyronetError::WrongAccount)?;
        leave_active(lease, offer, provider, EndReason::Fraud, now)?;
    } else if settled && lease.end_reason == EndReason::Completed as u8 {
        provider.completed = provider.completed.saturating_sub(1);
    }
    lease.end_reason = EndReason::Fraud as u8;
    if is_bidding(lease) {
        // What is left is the renter's at once; it need not wait for a successor.
        lease.failover_state = FailoverState::NoFit as u8;
    }
    if !settled {
        settle(lease, provider, now)?;
    }
    fault(provider, Fault::Fraud, now)?;
    for statement in [statements.first, statements.second] {
        statement.status = AttestationStatus::Refuted as u8;
    }
    Ok(())
}
