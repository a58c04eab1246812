//! What the session key and the delegate may say, and how the wallet replaces the key.
use pyronet_interface::{
    message::{Order, Voucher},
    state::{Lease, LeaseState},
    Address,
};

use crate::{
    arithmetic::add,
    coverage::{deliver, require_provable, vouch, Vouched},
    failover::is_frozen,
    ledger::refresh_release,
    ping::{answer, is_payable},
    time::Now,
    PyronetError, Rule,
};

/// The key that may accept, stop, cancel and ping now.
pub fn current_key(lease: &Lease) -> &Address {
    if lease.next_session_key == Address::default() {
        &lease.session_key
    } else {
        &lease.next_session_key
    }
}

/// Whether `signer` may order this lease about: the renter's wallet or the current session key.
pub fn may_order(lease: &Lease, signer: &Address) -> bool {
    *signer == lease.renter || *signer == *current_key(lease)
}

/// Zero bytes stand for "no key", and are a point of small order besides.
pub fn require_key(key: &Address) -> Rule {
    if *key == Address::default() {
        return Err(PyronetError::InvalidTerms);
    }
    Ok(())
}

/// Where a message must belong.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    pub genesis_hash: &'a [u8; 32],
    pub program: &'a Address,
    pub lease: &'a Address,
}

/// Checks that an order is meant for this lease, of this life and key, and still wanted.
pub fn check_order(
    lease: &Lease,
    order: &Order,
    signer: &Address,
    binding: Binding<'_>,
    action: u32,
    now: Now,
) -> Rule {
    if *signer != *current_key(lease) {
        return Err(PyronetError::WrongSigner);
    }
    let belongs = order.tag == pyronet_interface::message::ORDER_TAG
        && order.genesis_hash == *binding.genesis_hash
        && order.program == *binding.program
        && order.lease == *binding.lease
        && order.opened_slot == lease.opened_slot
        && order.session_epoch == lease.session_epoch
        && order.action == action;
    if !belongs {
        return Err(PyronetError::WrongMessage);
    }
    if now.at > order.expires_at {
        return Err(PyronetError::MessageExpired);
    }
    Ok(())
}

/// Who signed a voucher.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VoucherSigner {
    Session,
    /// The session key before the last rotation: its acceptance died with the rotation.
    Former,
    /// An agent on the provider's machine: its word counts for time and delivery, never for
    /// acceptance.
    Delegate,
}

/// Checks that a voucher is meant for this lease, of this life, by a key that may sign it.
pub fn check_voucher(
    lease: &Lease,
    voucher: &Voucher,
    signer: &Address,
    binding: Binding<'_>,
    now: Now,
) -> Rule<VoucherSigner> {
    let belongs = voucher.tag == pyronet_interface::message::VOUCHER_TAG
        && voucher.genesis_hash == *binding.genesis_hash
        && voucher.program == *binding.program
        && voucher.lease == *binding.lease
        && voucher.opened_slot == lease.opened_slot
        && voucher.zero == 0;
    if !belongs {
        return Err(PyronetError::WrongMessage);
    }
    if voucher.session_epoch == lease.session_epoch {
        return current_signer(lease, voucher, signer, now);
    }
    // A replaced key's vouchers stay good for one interval, so that service is not lost with it.
    if voucher.session_epoch.checked_add(1) != Some(lease.session_epoch) {
        return Err(PyronetError::WrongSigner);
    }
    if now.at > lease.next_session_at || voucher.served_until > lease.next_session_at {
        return Err(PyronetError::MessageExpired);
    }
    if *signer != lease.session_key {
        return Err(PyronetError::WrongSigner);
    }
    Ok(VoucherSigner::Former)
}

fn current_signer(
    lease: &Lease,
    voucher: &Voucher,
    signer: &Address,
    now: Now,
) -> Rule<VoucherSigner> {
    if *signer == *current_key(lease) {
        return Ok(VoucherSigner::Session);
    }
    if lease.delegate_key == Address::default() || *signer != lease.delegate_key {
        return Err(PyronetError::WrongSigner);
    }
    if now.at > lease.delegate_until || voucher.served_until > lease.delegate_until {
        return Err(PyronetError::MessageExpired);
    }
    Ok(VoucherSigner::Delegate)
}

/// Applies a checked voucher. `accepted_units` is present when the plan was opened at the
/// voucher's accepted segments. What the present session key says was delivered, the renter holds.
/// A voucher for an instant after a ping answers it; what was prepaid stays for who ends waits.
pub fn redeem(
    lease: &mut Lease,
    voucher: &Voucher,
    signed_by: VoucherSigner,
    accepted_units: Option<u64>,
    now: Now,
) -> Rule {
    require_provable(lease, now)?;
    vouch(
        lease,
        Vouched {
            served_until: voucher.served_until,
            covered_s: voucher.covered_s,
        },
        now,
    )?;
    if voucher.accepted_segments > voucher.delivered_segments {
        return Err(PyronetError::InvalidVoucher);
    }
    deliver(lease, voucher.delivered_segments, &voucher.delivered_root)?;
    if signed_by == VoucherSigner::Session
        && voucher.delivered_segments > lease.ack_segment
        && !is_frozen(lease)
    {
        lease.ack_segment = voucher.delivered_segments;
        lease.ack_state_root = voucher.delivered_root;
    }
    if voucher.served_until >= lease.ping_at {
        lease.tip_lamports = add(lease.tip_lamports, answer(lease, now))?;
    }
    // A successor does what comes after; it is paid for once.
    let payable = !is_frozen(lease) || is_payable(lease, voucher.accepted_segments);
    if let Some(units) = accepted_units.filter(|_| payable) {
        accept_prefix(lease, voucher.accepted_segments, units);
    }
    refresh_release(lease)
}

/// Acceptance is cumulative and final.
pub(crate) fn accept_prefix(lease: &mut Lease, segments: u64, units: u64) {
    if segments > lease.accepted_segments {
        lease.accepted_segments = segments;
        lease.accepted_units = lease.accepted_units.max(units);
        if !is_frozen(lease) {
            lease.ack_segment = lease.ack_segment.max(segments);
        }
    }
}

/// The wallet replaces the session key: the old one's orders die at once, its vouchers one
/// interval later. The next replacement waits until then: two at once would void every voucher
/// the provider holds.
pub fn rotate(lease: &mut Lease, key: &Address, now: Now) -> Rule {
    if lease.state == LeaseState::Settled as u8 {
        return Err(PyronetError::WrongState);
    }
    require_key(key)?;
    if lease.session_epoch != 0 && now.at <= lease.next_session_at {
        return Err(PyronetError::TooEarly);
    }
    lease.session_key = *current_key(lease);
    lease.next_session_key = *key;
    lease.next_session_at = add(now.at, u64::from(lease.interval_s))?;
    lease.session_epoch = lease
        .session_epoch
        .checked_add(1)
        .ok_or(PyronetError::Overflow)?;
    Ok(())
}
