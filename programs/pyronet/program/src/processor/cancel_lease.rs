use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::message::order_action;
use pyronet_rules::start;

use super::ordered::carry_out;
use crate::{chain::emit, events::lease_abandoned};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease has not started and the provider's deadline has not passed.
#[inline(never)]
pub fn cancel_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let log = |lease: &_| emit(&lease_abandoned(lease, 0));
    carry_out(accounts, data, order_action::CANCEL, start::cancel, log)
}
