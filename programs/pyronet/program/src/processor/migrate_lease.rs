use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::message::order_action;
use pyronet_rules::failover;

use super::ordered::carry_out;
use crate::{chain::emit, events::lease_ended};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease is active and its policy allows a further hop;
/// - its end is now, without a fault, and a successor is sought.
#[inline(never)]
pub fn migrate_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let log = |lease: &_| emit(&lease_ended(lease));
    carry_out(
        accounts,
        data,
        order_action::MIGRATE,
        failover::migrate,
        log,
    )
}
