use pinocchio::{
    error::ProgramError,
    sysvars::{rent::Rent, Sysvar},
    AccountView, Address, ProgramResult,
};
use pinocchio_token::instructions::InitializeAccount3;
use pyronet_interface::{
    error::PyronetError,
    ids,
    instruction::ParkDues,
    layout::AccountData,
    seeds,
    state::{Config, Lease, LeasePayee, Parking, Provider},
    ID,
};
use pyronet_rules::{failover, parking as rule, time::Now};

use crate::{
    chain::{emit, now, pay_out, rent_of, NewAccount, TOKEN_ACCOUNT_SIZE},
    events::dues_parked,
    validation::{
        amount_of, arguments, create, load, load_mut, require_address, require_token_account,
        takes_from,
    },
    vault_signers::LeaseSigner,
};

/// Rules:
/// - anyone may call, 30 days after the lease is settled and no evidence counts any more;
/// - the account recorded for the party takes no money now, and something is due to the party;
/// - what is due goes to the vault of that party's parking, for the renter with what was donated;
/// - the first to park for a party pays the rent of its parking, and gets it back when that closes.
#[inline(never)]
pub fn park_dues(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [payer, lease_account, vault, provider_account, payout, parking_account, parking_vault, config_account, usdc_mint, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<ParkDues>(data)?;
    let mut lease = load_mut::<Lease>(lease_account)?;
    require_address(vault, &lease.vault)?;
    require_address(provider_account, &lease.provider)?;
    let mint = load::<Config>(config_account)?.usdc_mint;
    require_address(usdc_mint, &mint)?;
    // Where the vault itself is frozen, nobody's account is to blame.
    require_token_account(vault, &mint)?;
    let held = amount_of(vault)?;
    let (owner, recorded, amount) = book(args, &mut lease, provider_account, held, now()?)?;
    require_address(payout, &recorded)?;
    if takes_from(payout, vault) {
        return Err(PyronetError::PayeeCanBePaid.into());
    }
    emit(&dues_parked(&lease, args.payee, amount));
    let signer = LeaseSigner::of(&lease);
    drop(lease);
    if parking_account.is_data_empty() {
        open(args, payer, &owner, parking_account, parking_vault)?;
        InitializeAccount3::new(parking_vault, usdc_mint, parking_account.address()).invoke()?;
    }
    let parking = load::<Parking>(parking_account)?;
    if parking.owner != owner {
        return Err(PyronetError::WrongAccount.into());
    }
    require_address(parking_vault, &parking.vault)?;
    pay_out(vault, parking_vault, lease_account, &signer.seeds(), amount)
}

/// Books what the party is due as paid. Returns who owns it, the account recorded for it, and the atoms.
#[inline(always)]
fn book(
    args: &ParkDues,
    lease: &mut Lease,
    provider_account: &AccountView,
    held: u64,
    now: Now,
) -> Result<(Address, Address, u64), ProgramError> {
    if args.payee == LeasePayee::Provider as u8 {
        let amount = rule::park_provider(lease, now)?;
        let owner = load::<Provider>(provider_account)?.authority;
        return Ok((owner, lease.provider_payout, amount));
    }
    if args.payee != LeasePayee::Renter as u8 {
        return Err(PyronetError::InvalidInstruction.into());
    }
    if failover::is_bidding(lease) {
        failover::conclude(lease, now);
    }
    let amount = rule::park_renter(lease, held, now)?;
    Ok((lease.renter, lease.renter_payout, amount))
}

/// Both accounts of a party for which nothing was parked yet, the vault still to be initialised.
#[inline(always)]
fn open(
    args: &ParkDues,
    payer: &AccountView,
    owner: &Address,
    parking_account: &mut AccountView,
    parking_vault: &AccountView,
) -> ProgramResult {
    let rent = Rent::get()?;
    NewAccount {
        payer,
        account: parking_account,
        owner: &ID,
        size: Parking::SIZE,
        lamports: rent_of(&rent, Parking::SIZE)?,
        bump: args.bump,
    }
    .create(&[seeds::PARKING, owner.as_array().as_slice()])?;
    NewAccount {
        payer,
        account: parking_vault,
        owner: &ids::TOKEN_PROGRAM,
        size: TOKEN_ACCOUNT_SIZE,
        lamports: rent_of(&rent, TOKEN_ACCOUNT_SIZE)?,
        bump: args.vault_bump,
    }
    .create(&[
        seeds::VAULT,
        parking_account.address().as_array().as_slice(),
    ])?;
    let mut parking = create::<Parking>(parking_account, args.bump)?;
    parking.vault_bump = args.vault_bump;
    parking.owner = *owner;
    parking.vault = *parking_vault.address();
    parking.rent_payer = *payer.address();
    Ok(())
}
