//! A call of Pyronet, signed by the fund's address.
use pinocchio::{
    cpi::{invoke_signed_with_bounds, Seed, Signer},
    error::ProgramError,
    instruction::{InstructionAccount, InstructionView},
    AccountView, Address, ProgramResult,
};
use pyronet_interface::{
    roles::{Accounts, Signature},
    ID,
};

const FUND: &[u8] = b"fund";
/// Accounts and bytes of the longest instruction that is called.
const CALL_ACCOUNTS_MAX: usize = 16;
const CALL_BYTES_MAX: usize = 1_024;

/// A manager's fund.
pub struct Fund<'a> {
    manager: &'a Address,
    bump: [u8; 1],
}

impl<'a> Fund<'a> {
    pub fn of(manager: &'a Address, bump: u8) -> Self {
        Self {
            manager,
            bump: [bump],
        }
    }

    /// Its address. Any bump that leads to one will do: what is signed for is checked by the chain.
    pub fn address(&self, program: &Address) -> Result<Address, ProgramError> {
        Address::create_program_address(&[FUND, self.manager.as_array(), &self.bump], program)
            .map_err(|_| ProgramError::InvalidSeeds)
    }

    /// Calls Pyronet with the accounts in its own order. The fund signs wherever an account that has
    /// not signed must.
    pub fn call<I: Accounts>(&self, instruction: &I, accounts: &[AccountView]) -> ProgramResult {
        let accounts = accounts
            .get(..I::ACCOUNTS.len())
            .ok_or(ProgramError::NotEnoughAccountKeys)?;
        let mut roles: [_; CALL_ACCOUNTS_MAX] =
            core::array::from_fn(|_| InstructionAccount::readonly(&ID));
        for ((place, account), role) in roles.iter_mut().zip(accounts).zip(I::ACCOUNTS) {
            let signs = role.signature != Signature::No;
            *place = InstructionAccount::new(account.address(), role.writable, signs);
        }
        let mut buffer = [0; CALL_BYTES_MAX];
        let view = InstructionView {
            program_id: &ID,
            data: instruction
                .encode(&mut buffer)
                .ok_or(ProgramError::InvalidInstructionData)?,
            accounts: roles
                .get(..accounts.len())
                .ok_or(ProgramError::MaxAccountsDataAllocationsExceeded)?,
        };
        let seeds = [
            Seed::from(FUND),
            Seed::from(self.manager.as_array().as_slice()),
            Seed::from(self.bump.as_slice()),
        ];
        invoke_signed_with_bounds::<CALL_ACCOUNTS_MAX, _>(&view, accounts, &[Signer::from(&seeds)])
    }
}
