//! What the program asks of the chain: the clock, the log, SHA-256, new accounts, token transfers.
use pinocchio::{
    cpi::{Seed, Signer},
    error::ProgramError,
    sysvars::{clock::Clock, rent::Rent, Sysvar},
    AccountView, Address, ProgramResult,
};
use pinocchio_system::instructions::{CreateAccountAllowPrefund, Funding};
use pinocchio_token::instructions::{Burn, Transfer};
use pyronet_interface::{error::PyronetError, event::EventData, ids};
use pyronet_rules::{merkle, time::Now};

use crate::validation::{amount_of, require_canonical, SEEDS_MAX};

/// Bytes of a token account.
pub const TOKEN_ACCOUNT_SIZE: usize = 165;

/// The chain's clock; time before 1970 is refused here, once.
#[inline(always)]
pub fn now() -> Result<Now, ProgramError> {
    let clock = Clock::get()?;
    let at = u64::try_from(clock.unix_timestamp).map_err(|_| PyronetError::ClockUnusable)?;
    Ok(Now {
        at,
        slot: clock.slot,
    })
}

/// Logs an event. Five words cost 100 units of the chain's work, which no other log undercuts.
#[inline(always)]
pub fn emit<E: EventData>(event: &E) {
    let [first, second, third, fourth, fifth] = event.words();
    // SAFETY: the syscall takes five numbers and touches no memory.
    unsafe { pinocchio::syscalls::sol_log_64_(first, second, third, fourth, fifth) }
}

/// SHA-256 by syscall.
pub struct ChainSha256;

impl merkle::Sha256 for ChainSha256 {
    #[inline(always)]
    fn digest(parts: &[&[u8]]) -> [u8; 32] {
        let mut digest = [0; 32];
        // SAFETY: `parts` is a slice of (pointer, length) pairs, which is what the syscall reads,
        // and `digest` has room for the 32 bytes it writes.
        unsafe {
            pinocchio::syscalls::sol_sha256(
                parts.as_ptr().cast::<u8>(),
                parts.len() as u64,
                digest.as_mut_ptr(),
            );
        }
        digest
    }
}

/// What an account of `size` bytes must hold.
#[inline(always)]
pub fn rent_of(rent: &Rent, size: usize) -> Result<u64, ProgramError> {
    rent.try_minimum_balance(size)
}

/// An account to be created at a program-derived address.
pub struct NewAccount<'a> {
    pub payer: &'a AccountView,
    pub account: &'a AccountView,
    pub owner: &'a Address,
    pub size: usize,
    /// What the account shall hold in the end.
    pub lamports: u64,
    pub bump: u8,
}

impl NewAccount<'_> {
    /// Creates it with `seeds`; what somebody sent to the address before counts toward its rent,
    /// so nobody can block a creation by paying in.
    pub fn create(&self, seeds: &[&[u8]]) -> ProgramResult {
        if !self.account.owned_by(&ids::SYSTEM_PROGRAM) || !self.account.is_data_empty() {
            return Err(PyronetError::AlreadyExists.into());
        }
        // The signature below only adds to those the transaction has: an account that signs by
        // itself would be created at whatever address its key has, and its key could sign for it.
        if self.account.is_signer() {
            return Err(PyronetError::WrongAddress.into());
        }
        require_canonical(seeds, self.bump)?;
        let bump = [self.bump];
        // The bump follows the last seed; what follows the bump is not used.
        let signer_seeds: [Seed; SEEDS_MAX + 1] =
            core::array::from_fn(|index| Seed::from(seeds.get(index).copied().unwrap_or(&bump)));
        let signer_seeds = signer_seeds
            .get(..=seeds.len())
            .ok_or(PyronetError::WrongAddress)?;
        let missing = self.lamports.saturating_sub(self.account.lamports());
        CreateAccountAllowPrefund {
            to: self.account,
            space: self.size as u64,
            owner: self.owner,
            funding: (missing != 0).then_some(Funding {
                from: self.payer,
                lamports: missing,
            }),
        }
        .invoke_signed(&[Signer::from(signer_seeds)])
    }
}

/// Takes `amount` from an account of the signer.
#[inline(always)]
pub fn pay_in(
    source: &AccountView,
    to: &AccountView,
    authority: &AccountView,
    amount: u64,
) -> ProgramResult {
    if amount_of(source)? < amount {
        return Err(PyronetError::NotEnoughFunds.into());
    }
    Transfer::new(source, to, authority, amount).invoke()
}

/// Pays `amount` out of a vault whose authority has these seeds; nothing happens for 0.
#[inline(always)]
pub fn pay_out(
    vault: &AccountView,
    to: &AccountView,
    authority: &AccountView,
    seeds: &[Seed<'_>],
    amount: u64,
) -> ProgramResult {
    if amount == 0 {
        return Ok(());
    }
    Transfer::new(vault, to, authority, amount).invoke_signed(&[Signer::from(seeds)])
}

/// Burns `amount` out of a vault whose authority has these seeds; nothing happens for 0.
#[inline(always)]
pub fn burn_out(
    vault: &AccountView,
    mint: &AccountView,
    authority: &AccountView,
    seeds: &[Seed<'_>],
    amount: u64,
) -> ProgramResult {
    if amount == 0 {
        return Ok(());
    }
    Burn::new(vault, mint, authority, amount).invoke_signed(&[Signer::from(seeds)])
}

/// Moves lamports between accounts of which the program owns the first.
#[inline(always)]
pub fn move_lamports(from: &mut AccountView, to: &mut AccountView, lamports: u64) -> ProgramResult {
    if lamports == 0 {
        return Ok(());
    }
    let left = from
        .lamports()
        .checked_sub(lamports)
        .ok_or(PyronetError::NotEnoughFunds)?;
    from.set_lamports(left);
    let raised = to
        .lamports()
        .checked_add(lamports)
        .ok_or(PyronetError::Overflow)?;
    to.set_lamports(raised);
    Ok(())
}

/// Closes an account of the program; its lamports go to `to`.
pub fn close(account: &mut AccountView, to: &mut AccountView) -> ProgramResult {
    if account.address() == to.address() {
        return Err(PyronetError::DuplicateAccount.into());
    }
    let lamports = account.lamports();
    move_lamports(account, to, lamports)?;
    account.close()
}
