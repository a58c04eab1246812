use pinocchio::{address::address_eq, error::ProgramError, AccountView, Address, ProgramResult};
use pyronet_interface::{error::PyronetError, ids};

use crate::chain::TOKEN_ACCOUNT_SIZE;

const MINT_SIZE: usize = 82;
const MINT_DECIMALS_AT: usize = 44;
const MINT_INITIALIZED_AT: usize = 45;
const AMOUNT_AT: usize = 64;
const STATE_AT: usize = 108;
const STATE_INITIALIZED: u8 = 1;
/// Of USDC and of PYRO.
const DECIMALS: u8 = 6;

/// A mint of the classic token program with six decimals.
pub fn require_mint(account: &AccountView) -> ProgramResult {
    let data = account.try_borrow()?;
    let fits = account.owned_by(&ids::TOKEN_PROGRAM)
        && data.len() == MINT_SIZE
        && data.get(MINT_DECIMALS_AT) == Some(&DECIMALS)
        && data.get(MINT_INITIALIZED_AT) == Some(&1);
    if fits {
        Ok(())
    } else {
        Err(PyronetError::WrongMint.into())
    }
}

/// A usable token account of `mint` under the classic token program; a frozen one is refused.
pub fn require_token_account(account: &AccountView, mint: &Address) -> ProgramResult {
    if !account.owned_by(&ids::TOKEN_PROGRAM) || account.data_len() != TOKEN_ACCOUNT_SIZE {
        return Err(PyronetError::WrongTokenAccount.into());
    }
    let data = account.try_borrow()?;
    let held = data
        .first_chunk::<32>()
        .ok_or(PyronetError::WrongTokenAccount)?;
    if !address_eq(&Address::new_from_array(*held), mint) {
        return Err(PyronetError::WrongMint.into());
    }
    if data.get(STATE_AT) != Some(&STATE_INITIALIZED) {
        return Err(PyronetError::WrongTokenAccount.into());
    }
    Ok(())
}

/// Whether `to` can take tokens out of a vault of the program: both usable, of one mint. A transfer that fails would
/// take everything else in its transaction with it.
pub fn takes_from(to: &AccountView, vault: &AccountView) -> bool {
    if !to.owned_by(&ids::TOKEN_PROGRAM) || to.data_len() != TOKEN_ACCOUNT_SIZE {
        return false;
    }
    let (Ok(to), Ok(vault)) = (to.try_borrow(), vault.try_borrow()) else {
        return false;
    };
    to.get(STATE_AT) == Some(&STATE_INITIALIZED)
        && vault.get(STATE_AT) == Some(&STATE_INITIALIZED)
        && to.first_chunk::<32>() == vault.first_chunk::<32>()
}

/// What a token account holds.
pub fn amount_of(account: &AccountView) -> Result<u64, ProgramError> {
    let data = account.try_borrow()?;
    let bytes = data
        .get(AMOUNT_AT..)
        .and_then(|rest| rest.first_chunk::<8>())
        .ok_or(PyronetError::WrongTokenAccount)?;
    Ok(u64::from_le_bytes(*bytes))
}

/// The mint is that of a token account which is trusted.
pub fn require_mint_of(held: &AccountView, mint: &AccountView) -> ProgramResult {
    let data = held.try_borrow()?;
    let recorded = data
        .first_chunk::<32>()
        .ok_or(PyronetError::WrongTokenAccount)?;
    if mint.address().as_array() == recorded {
        Ok(())
    } else {
        Err(PyronetError::WrongMint.into())
    }
}
