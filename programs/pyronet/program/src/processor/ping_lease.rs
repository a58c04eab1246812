use pinocchio::{AccountView, ProgramResult};
use pinocchio_system::instructions::Transfer;
use pyronet_interface::{
    error::PyronetError, event::LeasePinged, message::order_action, state::Lease,
};
use pyronet_rules::ping;

use crate::{
    chain::{emit, now},
    validation::{check_approval, load_mut, no_arguments},
};

/// Rules:
/// - the renter or its session key approves, by signature or by signed message;
/// - the lease is active, its end ahead, no ping waits, and the last answer is an interval old;
/// - the payer prepays what the answer costs.
#[inline(never)]
pub fn ping_lease(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [approval, payer, lease_account, config_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let now = now()?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    check_approval(
        approval,
        config_account,
        &lease,
        &key,
        order_action::PING,
        now,
    )?;
    ping::ping(&mut lease, now)?;
    emit(&LeasePinged {
        ping_at: lease.ping_at,
        ..LeasePinged::NEW
    });
    drop(lease);
    Transfer {
        from: payer,
        to: lease_account,
        lamports: ping::ANSWER_LAMPORTS,
    }
    .invoke()
}
