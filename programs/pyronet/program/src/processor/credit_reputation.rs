use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pyronet_interface::{
    error::PyronetError,
    event::ReputationCredited,
    ids,
    instruction::CreditReputation,
    layout::AccountData,
    seeds,
    state::{lease_flags, GpuClass, Lease, Pair, Provider},
    ID,
};
use pyronet_rules::reputation;

use super::current_params;
use crate::{
    chain::{emit, now, rent_of, NewAccount},
    validation::{arguments, create, load, load_mut, require_address, require_signer},
};

/// Rules:
/// - anyone may sign; the payer lays out the rent of the first credit between these two;
/// - the lease is settled, undisputed, its fees claimed, and it counts once;
/// - provider and class are the lease's, the pair is that of its provider and renter;
/// - parameters are those in force; what exceeds an epoch waits for the next.
#[inline(never)]
pub fn credit_reputation(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [payer, provider_account, lease_account, pair_account, class_account, config_account, params_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<CreditReputation>(data)?;
    require_signer(payer)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let class = load::<GpuClass>(class_account)?;
    if class.class_id != lease.class_id {
        return Err(PyronetError::WrongAccount.into());
    }
    let params = current_params(config_account, params_account)?;
    let mut pair = if pair_account.owned_by(&ids::SYSTEM_PROGRAM) {
        NewAccount {
            payer,
            account: pair_account,
            owner: &ID,
            size: Pair::SIZE,
            lamports: rent_of(&Rent::get()?, Pair::SIZE)?,
            bump: args.bump,
        }
        .create(&[
            seeds::PAIR,
            lease.provider.as_array().as_slice(),
            lease.renter.as_array().as_slice(),
        ])?;
        let mut pair = create::<Pair>(pair_account, args.bump)?;
        pair.provider = lease.provider;
        pair.renter = lease.renter;
        pair.rent_payer = *payer.address();
        pair
    } else {
        load_mut::<Pair>(pair_account)?
    };
    if pair.provider != lease.provider || pair.renter != lease.renter {
        return Err(PyronetError::WrongAccount.into());
    }
    let credited = reputation::credit(
        &mut lease,
        &mut provider,
        &mut pair,
        &class,
        &params.reputation,
        now()?,
    )?;
    emit(&ReputationCredited {
        local_only: u8::from(lease.flags & lease_flags::LOCAL_ONLY != 0),
        seq: provider.reputation_seq,
        credited,
        standing: provider.standing,
        reputation: provider.reputation,
        at: provider.reputation_at,
        ..ReputationCredited::NEW
    });
    Ok(())
}
