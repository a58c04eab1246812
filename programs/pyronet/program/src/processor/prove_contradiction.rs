use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pyronet_interface::{
    error::PyronetError,
    instruction::ProveContradiction,
    layout::AccountData,
    seeds,
    state::{
        Attestation, AttestationStatus, Config, Fault, Lease, LeaseState, Offer, Params, Provider,
        Seizure,
    },
    ID,
};
use pyronet_rules::contradiction::{check, convict, Statements};

use crate::{
    chain::{emit, now, rent_of, ChainSha256, NewAccount},
    events::{
        bond_changed, deposits_seized, lease_ended, lease_settled, reputation_lost, seizure_rests,
        stake_changed,
    },
    validation::{
        arguments_with_proof, create, load, load_mut, require_address, require_signer,
        require_token_account,
    },
};

/// Rules:
/// - anyone may sign; its reward goes to a usable USDC account of its choice;
/// - two attestations of this lease open to different nodes over the same segments, and count;
/// - fraud can still be proved, and was not yet;
/// - parameters are those of the lease's opening.
#[inline(never)]
pub fn prove_contradiction(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [challenger, challenger_payout, provider_account, offer_account, lease_account, first_account, second_account, seizure_account, params_account, config_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let (args, siblings) = arguments_with_proof::<ProveContradiction>(data)?;
    require_signer(challenger)?;
    {
        let config = load::<Config>(config_account)?;
        require_token_account(challenger_payout, &config.usdc_mint)?;
    }
    let lease_key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    require_address(offer_account, &lease.offer)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let mut offer = if lease.state == LeaseState::Active as u8 {
        Some(load_mut::<Offer>(offer_account)?)
    } else {
        None
    };
    let params = load::<Params>(params_account)?;
    let mut first = load_mut::<Attestation>(first_account)?;
    let mut second = load_mut::<Attestation>(second_account)?;
    if first.lease != lease_key || second.lease != lease_key {
        return Err(PyronetError::WrongAccount.into());
    }
    check::<ChainSha256>(args, siblings, &first, &second)?;

    NewAccount {
        payer: challenger,
        account: seizure_account,
        owner: &ID,
        size: Seizure::SIZE,
        lamports: rent_of(&Rent::get()?, Seizure::SIZE)?,
        bump: args.bump,
    }
    .create(&[
        seeds::SEIZURE,
        lease_key.as_array().as_slice(),
        &lease.opened_slot.to_le_bytes(),
    ])?;

    let mut seizure = create::<Seizure>(seizure_account, args.bump)?;
    seizure.provider = lease.provider;
    seizure.lease = lease_key;
    seizure.lease_opened_slot = lease.opened_slot;
    seizure.challenger = *challenger.address();
    seizure.challenger_payout = *challenger_payout.address();
    seizure.renter_payout = lease.renter_payout;
    seizure.rent_payer = *challenger.address();
    seizure.height = args.height;
    seizure.node_index = args.node_index;
    seizure.first_seq = first.seq;
    seizure.second_seq = second.seq;
    let state_before = lease.state;
    convict(
        &mut seizure,
        Statements {
            first: &mut first,
            second: &mut second,
        },
        &mut lease,
        offer.as_deref_mut(),
        &mut provider,
        &params,
        now()?,
    )?;
    emit(&deposits_seized(&seizure));
    emit(&seizure_rests(&seizure));
    if state_before == LeaseState::Active as u8 {
        emit(&lease_ended(&lease));
    }
    if state_before != LeaseState::Settled as u8 {
        emit(&lease_settled(&lease, AttestationStatus::Refuted as u8, 0));
    }
    emit(&bond_changed(&provider));
    emit(&stake_changed(&provider));
    emit(&reputation_lost(&provider, Fault::Fraud));
    Ok(())
}
