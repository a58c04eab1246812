use pinocchio::{
    error::ProgramError,
    sysvars::{rent::Rent, Sysvar},
    AccountView, Address,
};
use pyronet_interface::{ids, layout::AccountData, seeds, state::Lease, ID};
use pyronet_rules::arithmetic::{add, mul};

use crate::chain::{rent_of, NewAccount, TOKEN_ACCOUNT_SIZE};

/// The accounts of a lease to be opened; the payer lays out their lamports.
pub struct NewLease<'a> {
    pub payer: &'a AccountView,
    pub lease: &'a AccountView,
    pub vault: &'a AccountView,
    pub nonce: u64,
    /// Beyond the rent: for those who end waits, and for successors.
    pub kept_lamports: u64,
    pub bump: u8,
    pub vault_bump: u8,
}

impl NewLease<'_> {
    /// Creates lease and vault at the renter's addresses for this nonce. Returns the rent of the
    /// lease.
    #[inline(always)]
    pub fn create(&self, renter: &Address) -> Result<u64, ProgramError> {
        let rent = Rent::get()?;
        let lease_rent = rent_of(&rent, Lease::SIZE)?;
        NewAccount {
            payer: self.payer,
            account: self.lease,
            owner: &ID,
            size: Lease::SIZE,
            lamports: add(lease_rent, self.kept_lamports)?,
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
        .create(&[seeds::VAULT, self.lease.address().as_array().as_slice()])?;
        Ok(lease_rent)
    }
}

/// What every further hop of a policy will lay out in rent: it is prepaid with the lease.
#[inline(always)]
pub fn hops_lamports(hops: u8) -> Result<u64, ProgramError> {
    if hops == 0 {
        return Ok(0);
    }
    let rent = Rent::get()?;
    let vault_rent = rent_of(&rent, TOKEN_ACCOUNT_SIZE)?;
    let each = add(rent_of(&rent, Lease::SIZE)?, vault_rent)?;
    Ok(mul(each, u64::from(hops))?)
}
