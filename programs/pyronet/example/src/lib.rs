//! Example: a fund that can be spent on GPU time and on nothing else.
//!
//! The fund is an address derived from its manager's, `[fund, manager]`; its USDC lies in token
//! accounts of that address. The manager rents with it, bids with it and stops what it rents. Every
//! lease is the fund's own: refunds can only come back to a token account of the fund, and the fund
//! pays at most [`PRICE_PER_HOUR_MAX`]. It keeps no state; all it needs to know is in the call.
//!
//! An instruction is one byte of [`Action`], the fund's bump, then the data of Pyronet's own
//! instruction behind its discriminator. Its accounts are the manager, Pyronet's program, then those
//! of Pyronet's instruction, with the fund as the renter.
#![no_std]

#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

/// On a host, where the program is only linted, the standard library handles panics.
#[cfg(not(target_arch = "bpf"))]
extern crate std;

mod call;

use call::Fund;
use pinocchio::{
    error::ProgramError, no_allocator, program_entrypoint, AccountView, Address, ProgramResult,
};
use pyronet_interface::{
    ids,
    instruction::{MatchOrder, PlaceOrder, StopLease, TakeOffer},
    layout::InstructionData,
};

/// What the fund pays at most, USDC atoms per GPU and hour.
const PRICE_PER_HOUR_MAX: u64 = 5_000_000;

/// Where `take_offer` and `place_order` name the token account that gets refunds.
const RENTER_PAYOUT: usize = 5;

/// What the first byte of an instruction asks for.
#[repr(u8)]
#[derive(Clone, Copy)]
pub enum Action {
    Rent = 0,
    Bid = 1,
    /// Anyone may; the manager's place is taken by whoever signs.
    Match = 2,
    Stop = 3,
}

const ACCOUNTS_MAX: usize = 20;
program_entrypoint!(process_instruction, ACCOUNTS_MAX);
no_allocator!();
#[cfg(target_arch = "bpf")]
pinocchio::nostd_panic_handler!();

fn process_instruction(id: &Address, accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [manager, pyronet, accounts @ ..] = accounts else {
        return Err(ProgramError::NotEnoughAccountKeys);
    };
    let [action, bump, arguments @ ..] = data else {
        return Err(ProgramError::InvalidInstructionData);
    };
    if !manager.is_signer() {
        return Err(ProgramError::MissingRequiredSignature);
    }
    if pyronet.address() != &pyronet_interface::ID {
        return Err(ProgramError::IncorrectProgramId);
    }
    let fund = Fund::of(manager.address(), *bump);
    match *action {
        rent if rent == Action::Rent as u8 => {
            let terms = read::<TakeOffer>(arguments)?;
            require_affordable(terms.price_per_hour_max)?;
            require_owned_by_fund(accounts, &fund.address(id)?)?;
            fund.call(&terms, accounts)
        }
        bid if bid == Action::Bid as u8 => {
            let bid = read::<PlaceOrder>(arguments)?;
            require_affordable(bid.limit_price)?;
            require_owned_by_fund(accounts, &fund.address(id)?)?;
            fund.call(&bid, accounts)
        }
        matched if matched == Action::Match as u8 => {
            fund.call(&read::<MatchOrder>(arguments)?, accounts)
        }
        stop if stop == Action::Stop as u8 => fund.call(&read::<StopLease>(arguments)?, accounts),
        _ => Err(ProgramError::InvalidInstructionData),
    }
}

fn read<I: InstructionData>(arguments: &[u8]) -> Result<I, ProgramError> {
    I::read(arguments).ok_or(ProgramError::InvalidInstructionData)
}

fn require_affordable(price_per_hour: u64) -> ProgramResult {
    if price_per_hour > PRICE_PER_HOUR_MAX {
        return Err(ProgramError::InvalidArgument);
    }
    Ok(())
}

/// Refunds go back to the fund, or the manager could take them for itself.
fn require_owned_by_fund(accounts: &[AccountView], fund: &Address) -> ProgramResult {
    let payout = accounts.get(RENTER_PAYOUT);
    let payout = payout.ok_or(ProgramError::NotEnoughAccountKeys)?;
    let data = payout.try_borrow()?;
    let owner = data.get(32..64).ok_or(ProgramError::InvalidAccountData)?;
    if !payout.owned_by(&ids::TOKEN_PROGRAM) || owner != fund.as_array() {
        return Err(ProgramError::InvalidAccountOwner);
    }
    Ok(())
}
