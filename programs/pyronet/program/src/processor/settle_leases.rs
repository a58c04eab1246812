use pinocchio::{address::address_eq, error::ProgramError, AccountView, Address, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    state::{Attestation, AttestationStatus, Lease, Provider},
    ID,
};
use pyronet_rules::{payout as rule, settlement, time::Now};

use crate::{
    chain::{move_lamports, now, pay_out},
    events::emit_settled,
    validation::{load_mut, no_arguments, require_address, require_signer, takes_from},
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may sign and is tipped, lease by lease;
/// - each entry is settled as by `settle_lease`, and its provider paid as by `claim_provider`;
/// - an entry that cannot be settled, or whose accounts are not its lease's own, stays as it is and
///   stops no other; if there is no other, that is the error;
/// - where the payout cannot take tokens, leases are settled and the dues stay where they are.
#[inline(never)]
pub fn settle_leases(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [cranker, provider_account, payout, _token_program, entries @ ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    require_signer(cranker)?;
    let provider_key = *provider_account.address();
    let mut provider = load_mut::<Provider>(provider_account)?;
    let now = now()?;
    let mut tips = [None; ENTRIES_MAX];
    let mut refusal = PyronetError::NotEnoughAccounts.into();
    let places = (FIRST_ENTRY..).step_by(ENTRY);
    for ((entry, tip), place) in entries.chunks_exact_mut(ENTRY).zip(&mut tips).zip(places) {
        match settle((&provider_key, &mut provider), payout, entry, place, now) {
            Ok(settled) => *tip = Some(settled),
            Err(Stop::Entry(error)) => refusal = error,
            Err(Stop::All(error)) => return Err(error),
        }
    }
    if tips.iter().all(Option::is_none) {
        return Err(refusal);
    }
    // After the last transfer: lamports moved before a call to an account that is no part of it would
    // be missing from the call's balance.
    for (entry, tip) in entries.chunks_exact_mut(ENTRY).zip(tips) {
        if let ([lease, ..], Some(tip)) = (entry, tip) {
            move_lamports(lease, cranker, tip)?;
        }
    }
    Ok(())
}

/// Where the lease of the first entry stands among the accounts.
const FIRST_ENTRY: u8 = 4;
/// Accounts of one entry: lease, vault, attestation.
const ENTRY: usize = 3;
/// More than an instruction's accounts have room for.
const ENTRIES_MAX: usize = 21;

/// What went wrong: before anything was written, or after.
enum Stop {
    Entry(ProgramError),
    All(ProgramError),
}

impl<E: Into<ProgramError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Entry(error.into())
    }
}

fn all<E: Into<ProgramError>>(error: E) -> Stop {
    Stop::All(error.into())
}

/// Settles one entry and pays what is due; returns the tip.
fn settle(
    (provider_key, provider): (&Address, &mut Provider),
    payout: &AccountView,
    entry: &mut [AccountView],
    place: u8,
    now: Now,
) -> Result<u64, Stop> {
    let [lease_account, vault, attestation_account] = entry else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    if lease.provider != *provider_key {
        return Err(PyronetError::WrongAccount.into());
    }
    require_address(payout, &lease.provider_payout)?;
    require_address(vault, &lease.vault)?;
    let attestation_status = if address_eq(attestation_account.address(), &ID) {
        settlement::check_stopped(&lease, now)?;
        settlement::settle_checked(&mut lease, provider, now).map_err(all)?;
        AttestationStatus::None as u8
    } else {
        let mut attestation = load_mut::<Attestation>(attestation_account)?;
        if attestation.lease != key {
            return Err(PyronetError::WrongAccount.into());
        }
        settlement::check_release(&lease, &attestation, now)?;
        settlement::release_checked(&mut lease, &mut attestation, provider, now).map_err(all)?;
        attestation.status
    };
    let tip = rule::tip(&mut lease);
    let amount = if takes_from(payout, vault) {
        rule::claim_provider(&mut lease).map_err(all)?
    } else {
        0
    };
    emit_settled(&lease, attestation_status, place);
    if amount != 0 {
        let signer = LeaseSigner::of(&lease);
        drop(lease);
        pay_out(vault, payout, lease_account, &signer.seeds(), amount).map_err(all)?;
    }
    Ok(tip)
}
