use pinocchio::{
    sysvars::{rent::Rent, Sysvar},
    AccountView, Address, ProgramResult,
};
use pyronet_interface::{ids, layout::AccountData, seeds, state::Lease, ID};
use pyronet_rules::arithmetic::add;

use crate::chain::{rent_of, NewAccount, TOKEN_ACCOUNT_SIZE};

/// The accounts of a lease to be opened; the payer lays out their lamports.
pub struct NewLease<'a> {
    pub payer: &'a AccountView,
    pub lease: &'a AccountView,
    pub vault: &'a AccountView,
    pub nonce: u64,
    pub tip_lamports: u64,
    pub bump: u8,
    pub vault_bump: u8,
}

impl NewLease<'_> {
    /// Creates lease and vault at the renter's addresses for this nonce.
    #[inline(always)]
    pub fn create(&self, renter: &Address) -> ProgramResult {
        let rent = Rent::get()?;
        NewAccount {
            payer: self.payer,
            account: self.lease,
            owner: &ID,
            size: Lease::SIZE,
            lamports: add(rent_of(&rent, Lease::SIZE)?, self.tip_lamports)?,
            bump: self.bump,
        }
        .create(&[
            seeds::LEASE,
            renter.as_array().as_slice(),
            &self.nonce.to_le_bytes(),
        ])?;
        NewAccount {
            payer: self.payer,
            account: self.vault,
            owner: &ids::TOKEN_PROGRAM,
            size: TOKEN_ACCOUNT_SIZE,
            lamports: rent_of(&rent, TOKEN_ACCOUNT_SIZE)?,
            bump: self.vault_bump,
        }
        .create(&[seeds::VAULT, self.lease.address().as_array().as_slice()])
    }
}
