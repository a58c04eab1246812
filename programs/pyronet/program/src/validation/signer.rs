use pinocchio::{address::address_eq, AccountView, Address, ProgramResult};
use pyronet_interface::{error::PyronetError, state::Provider};

#[inline(always)]
pub fn require_signer(account: &AccountView) -> ProgramResult {
    if account.is_signer() {
        Ok(())
    } else {
        Err(PyronetError::MissingSignature.into())
    }
}

/// The account signed and is the recorded authority.
#[inline(always)]
pub fn require_authority(account: &AccountView, authority: &Address) -> ProgramResult {
    require_signer(account)?;
    if address_eq(account.address(), authority) {
        Ok(())
    } else {
        Err(PyronetError::WrongAuthority.into())
    }
}

/// The provider's worker signed, or the provider itself.
#[inline(always)]
pub fn require_worker(account: &AccountView, provider: &Provider) -> ProgramResult {
    require_signer(account)?;
    if address_eq(account.address(), &provider.worker_key)
        || address_eq(account.address(), &provider.authority)
    {
        Ok(())
    } else {
        Err(PyronetError::WrongAuthority.into())
    }
}
