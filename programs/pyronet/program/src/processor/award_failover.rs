use pinocchio::{AccountView, ProgramResult};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    event::LeaseSucceeded,
    instruction::AwardFailover,
    state::{Lease, Offer, Params, Provider},
};
use pyronet_rules::{
    arithmetic::{add, sub},
    payout,
    succession::{award, successor_nonce, Succession},
};

use super::NewLease;
use crate::{
    chain::{emit, move_lamports, now, pay_out},
    events::lease_opened,
    validation::{
        arguments, create, load, load_mut, require_address, require_mint_of, require_signer,
    },
    vault_signers::{LeaseSigner, ProviderSigner},
};

/// Rules:
/// - anyone may sign; the rent that it lays out comes back with a tip, out of what the lease holds;
/// - the time for bids is over, and the best offer still can be taken at the rate that was bid;
/// - the successor is the renter's, on the lease's terms; its vault gets what the renter is due, and
///   the difference of the rates from the bond of a provider at fault;
/// - lamports that the lease does not need any more follow.
#[inline(never)]
pub fn award_failover(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [awarder, lease_account, vault, successor_account, successor_vault, former_provider_account, bond_vault, provider_account, offer_account, params_account, usdc_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<AwardFailover>(data)?;
    require_signer(awarder)?;
    let lease_key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(former_provider_account, &lease.provider)?;
    require_mint_of(vault, usdc_mint)?;
    let nonce = successor_nonce(lease.nonce, args.nonce_offset);
    let held = awarder.lamports();
    let rent = NewLease {
        payer: awarder,
        lease: successor_account,
        vault: successor_vault,
        nonce,
        kept_lamports: 0,
        bump: args.bump,
        vault_bump: args.vault_bump,
    }
    .create(&lease.renter)?;
    let laid_out = sub(held, awarder.lamports())?;

    let successor_key = *successor_account.address();
    let offer_key = *offer_account.address();
    let mut successor = create::<Lease>(successor_account, args.bump)?;
    let mut former_provider = load_mut::<Provider>(former_provider_account)?;
    require_address(bond_vault, &former_provider.bond_vault)?;
    let mut offer = load_mut::<Offer>(offer_account)?;
    require_address(provider_account, &offer.provider)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    let params = load::<Params>(params_account)?;
    successor.vault_bump = args.vault_bump;
    successor.vault = *successor_vault.address();
    successor.nonce = nonce;
    successor.provider = offer.provider;
    successor.offer = offer_key;
    successor.provider_payout = provider.payout;
    successor.predecessor = lease_key;
    lease.successor = successor_key;
    let tip = payout::tip(&mut lease);
    let parties = Succession {
        former: &mut lease,
        former_provider: &mut former_provider,
        successor: &mut successor,
        offer: &mut offer,
        provider: &mut provider,
    };
    let moved = award(parties, &offer_key, &params, now()?)?;
    emit(&lease_opened(&successor));
    emit(&LeaseSucceeded {
        subsidy: moved.subsidy,
        subsidy_rate: successor.subsidy_rate,
        base_units: successor.base_units,
        base_segments: successor.accepted_segments,
        ..LeaseSucceeded::NEW
    });
    let signer = LeaseSigner::of(&lease);
    let bond_signer = ProviderSigner::of(&former_provider);
    let kept = add(rent, lease.tip_lamports)?;
    drop((lease, successor, former_provider, offer, provider));

    InitializeAccount3::new(successor_vault, usdc_mint, &successor_key).invoke()?;
    pay_out(
        vault,
        successor_vault,
        lease_account,
        &signer.seeds(),
        moved.escrow,
    )?;
    pay_out(
        bond_vault,
        successor_vault,
        former_provider_account,
        &bond_signer.seeds(),
        moved.subsidy,
    )?;
    move_lamports(lease_account, awarder, add(laid_out, tip)?)?;
    let rest = sub(lease_account.lamports(), kept)?;
    move_lamports(lease_account, successor_account, rest)
}
