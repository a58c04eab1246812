use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::message::order_action;
use pyronet_rules::ending;

use super::ordered::carry_out;
use crate::{chain::emit, events::lease_ended};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease is active; its end is now.
#[inline(never)]
pub fn stop_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let log = |lease: &_| emit(&lease_ended(lease));
    carry_out(accounts, data, order_action::STOP, ending::stop, log)
}
