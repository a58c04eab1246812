use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::NoticeGiven};
use pyronet_rules::exit;

use super::served;
use crate::{
    chain::{emit, now},
    validation::no_arguments,
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - the lease is active, its end ahead, and no notice stands already.
#[inline(never)]
pub fn notice_exit(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, lease_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    exit::give_notice(&mut lease, &mut provider, now()?)?;
    emit(&NoticeGiven {
        exit_notice_at: lease.exit_notice_at,
        live_until: provider.live_until,
        ..NoticeGiven::NEW
    });
    Ok(())
}
