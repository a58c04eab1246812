use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, ProgramResult,
};
use pyronet_interface::{
    error::PyronetError,
    event::ResultAttested,
    instruction::AttestResult,
    layout::AccountData,
    seeds,
    state::{Attestation, LeaseState, Offer, Params},
    ID,
};
use pyronet_rules::attest::attest;

use super::served;
use crate::{
    chain::{emit, move_lamports, now, rent_of, ChainSha256, NewAccount},
    events::{lease_covered, seconds},
    validation::{arguments_with_proof, create, load, load_mut, require_address},
};

/// Rules:
/// - the worker of the lease's provider signs;
/// - more segments than attested before, with their work as the plan says;
/// - the secret opens the provider's commitment; parameters are those of the opening;
/// - all segments of an active lease before its time to complete is over; a prefix at any time
///   while service can be proved.
#[inline(never)]
pub fn attest_result(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [worker, payer, provider_account, offer_account, lease_account, attestation_account, params_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let (args, siblings) = arguments_with_proof::<AttestResult>(data)?;
    let lease_key = *lease_account.address();
    let provider_key = *provider_account.address();
    let (mut provider, mut lease) = served(worker, provider_account, lease_account)?;
    require_address(offer_account, &lease.offer)?;
    let mut offer = if lease.state == LeaseState::Active as u8 {
        Some(load_mut::<Offer>(offer_account)?)
    } else {
        None
    };
    let params = load::<Params>(params_account)?;

    NewAccount {
        payer,
        account: attestation_account,
        owner: &ID,
        size: Attestation::SIZE,
        lamports: rent_of(&Rent::get()?, Attestation::SIZE)?,
        bump: args.bump,
    }
    .create(&[
        seeds::ATTESTATION,
        lease_key.as_array().as_slice(),
        &{ args.seq }.to_le_bytes(),
    ])?;

    let mut attestation = create::<Attestation>(attestation_account, args.bump)?;
    attestation.lease = lease_key;
    attestation.provider = provider_key;
    attestation.rent_payer = *payer.address();
    let answered = attest::<ChainSha256>(
        &mut attestation,
        args,
        siblings,
        &mut lease,
        offer.as_deref_mut(),
        &mut provider,
        &params,
        now()?,
    )?;
    emit(&lease_covered(&lease, &provider, 0));
    emit(&ResultAttested {
        state: lease.state,
        end_reason: lease.end_reason,
        covered_s: seconds(lease.covered_s),
        stop_at: lease.stop_at,
        attested_segments: lease.attested_segments,
        attested_units: lease.attested_units,
        released: lease.released,
        ..ResultAttested::NEW
    });
    drop((attestation, lease, offer, provider));
    move_lamports(lease_account, worker, answered)
}
