use pinocchio::{AccountView, Address, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{Lease, Provider},
};
use pyronet_rules::{coverage, provider, time::Now};

use crate::{
    chain::{emit, move_lamports, now},
    events::lease_covered,
    validation::{load, load_mut, no_arguments, require_worker},
};

/// Rules:
/// - the worker of the provider signs;
/// - each lease is served as by a heartbeat of its own;
/// - a lease that is another provider's, or that no heartbeat can be for, stays as it is and stops
///   no other; if there is no other, that is the error.
#[inline(never)]
pub fn heartbeat_leases(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, provider_account, leases @ ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    let provider_key = *provider_account.address();
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_worker(worker, &provider)?;
    let now = now()?;
    provider::touch(&mut provider, now)?;
    let mut served = false;
    let mut refusal = PyronetError::NotEnoughAccounts.into();
    for (place, lease_account) in (FIRST_LEASE..).zip(leases) {
        if let Err(error) = check(lease_account, &provider_key, now) {
            refusal = error;
            continue;
        }
        let answered = {
            let mut lease = load_mut::<Lease>(lease_account)?;
            let answered = coverage::beat(&mut lease, now)?;
            emit(&lease_covered(&lease, &provider, place));
            answered
        };
        move_lamports(lease_account, worker, answered)?;
        served = true;
    }
    if !served {
        return Err(refusal);
    }
    Ok(())
}

/// Where the first lease stands among the accounts.
const FIRST_LEASE: u8 = 2;

/// Everything that can stand against a heartbeat; nothing is written.
#[inline(always)]
fn check(lease_account: &AccountView, provider: &Address, now: Now) -> ProgramResult {
    let lease = load::<Lease>(lease_account)?;
    if lease.provider != *provider {
        return Err(PyronetError::WrongAccount.into());
    }
    coverage::require_provable(&lease, now)?;
    Ok(())
}
