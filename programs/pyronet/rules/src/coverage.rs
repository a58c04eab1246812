//! Coverage: the time a lease was provably served (protocol §1).
use pyronet_interface::state::{Lease, LeaseState};

use crate::{
    arithmetic::{add, sub},
    ping::answer,
    time::{Deadline, Now},
    PyronetError, Rule,
};

/// When service ends, as far as it is known: at the stop, otherwise at the paid or agreed end.
#[inline(always)]
pub fn end(lease: &Lease) -> u64 {
    if lease.stop_at == 0 {
        lease.end_at
    } else {
        lease.stop_at
    }
}

/// Whether proof of service still counts: while active, and after the end until the deadline for
/// proving what was served.
pub fn require_provable(lease: &Lease, now: Now) -> Rule {
    if lease.state == LeaseState::Active as u8 {
        return Ok(());
    }
    if lease.state != LeaseState::Stopping as u8 {
        return Err(PyronetError::WrongState);
    }
    let deadline = Deadline {
        at: lease.prefix_by,
        slot: lease.prefix_by_slot,
    };
    if deadline.passed(now) {
        return Err(PyronetError::TooLate);
    }
    Ok(())
}

/// A provider-signed instruction at `now`: credits the span since the anchor unless it is longer
/// than the interval, never past the end; the anchor moves in any case. It answers a ping: returns
/// the lamports due to who beats.
pub fn beat(lease: &mut Lease, now: Now) -> Rule<u64> {
    if now.at < lease.anchor_at {
        return Err(PyronetError::ClockUnusable);
    }
    if sub(now.at, lease.anchor_at)? <= u64::from(lease.interval_s) {
        let end = end(lease);
        let span = sub(now.at.min(end), lease.anchor_at.min(end))?;
        lease.covered_s = add(lease.covered_s, span)?;
    }
    lease.anchor_at = now.at;
    lease.anchor_slot = now.slot;
    Ok(answer(lease, now))
}

/// What a voucher claims about time, all of it cumulative.
#[derive(Clone, Copy, Debug)]
pub struct Vouched {
    pub served_until: u64,
    pub covered_s: u64,
}

/// Applies a voucher's claim about time: it can only add. The anchor follows what is credited and
/// goes no further, so that a voucher that grants little, redeemed by whoever likes, cannot take
/// from the provider a span that its next beat would prove.
pub fn vouch(lease: &mut Lease, vouched: Vouched, now: Now) -> Rule {
    let latest = now.at.min(end(lease));
    if vouched.served_until < lease.started_at || vouched.served_until > latest {
        return Err(PyronetError::InvalidVoucher);
    }
    let span = sub(vouched.served_until, lease.started_at)?;
    if vouched.covered_s > span {
        return Err(PyronetError::InvalidVoucher);
    }
    let credited = vouched.covered_s.saturating_sub(lease.covered_s);
    lease.covered_s = add(lease.covered_s, credited)?;
    if vouched.served_until > lease.anchor_at {
        lease.anchor_at = add(lease.anchor_at, credited)?.min(vouched.served_until);
        lease.anchor_slot = now.slot;
    }
    if span > lease.vouched_s {
        lease.vouched_s = span;
        lease.vouched_slot = now.slot;
    }
    Ok(())
}

/// Records what was delivered; the count never falls.
pub fn deliver(lease: &mut Lease, segments: u64, root: &[u8; 32]) -> Rule {
    if segments > lease.segment_count {
        return Err(PyronetError::InvalidJob);
    }
    if segments > lease.delivered_segments {
        lease.delivered_segments = segments;
        lease.delivered_root = *root;
    }
    Ok(())
}
