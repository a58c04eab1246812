use pinocchio::{
    account::{Ref, RefMut},
    address::address_eq,
    error::ProgramError,
    AccountView, Address, ProgramResult,
};
use pyronet_interface::{error::PyronetError, layout::AccountData, ID};

/// The account's data as `T`: owned by the program, of T's size, type and layout version.
#[inline(always)]
pub fn load<T: AccountData>(account: &AccountView) -> Result<Ref<'_, T>, ProgramError> {
    check::<T>(account)?;
    let data = account.try_borrow()?;
    // SAFETY: length, owner and type were checked; account data is aligned to 8, and every bit
    // pattern of `T` is a value.
    Ok(Ref::map(data, |bytes| unsafe {
        &*bytes.as_ptr().cast::<T>()
    }))
}

/// As [`load`], to be written. A second borrow of the same account fails, so no account can stand
/// in two places.
#[inline(always)]
pub fn load_mut<T: AccountData>(account: &mut AccountView) -> Result<RefMut<'_, T>, ProgramError> {
    check::<T>(account)?;
    let data = account.try_borrow_mut()?;
    // SAFETY: as above, and the borrow is exclusive.
    Ok(RefMut::map(data, |bytes| unsafe {
        &mut *bytes.as_mut_ptr().cast::<T>()
    }))
}

/// The data of an account that the program has just created, with type and version written.
#[inline(always)]
pub fn create<T: AccountData>(
    account: &mut AccountView,
    bump: u8,
) -> Result<RefMut<'_, T>, ProgramError> {
    if !account.owned_by(&ID) || account.data_len() != T::SIZE {
        return Err(PyronetError::WrongOwner.into());
    }
    let mut data = account.try_borrow_mut()?;
    let [discriminator, version, bump_byte, ..] = &mut *data else {
        return Err(PyronetError::WrongAccountType.into());
    };
    if *discriminator != 0 {
        return Err(PyronetError::AlreadyExists.into());
    }
    *discriminator = T::DISCRIMINATOR;
    *version = T::VERSION;
    *bump_byte = bump;
    // SAFETY: the length was checked; account data is aligned to 8.
    Ok(RefMut::map(data, |bytes| unsafe {
        &mut *bytes.as_mut_ptr().cast::<T>()
    }))
}

#[inline(always)]
fn check<T: AccountData>(account: &AccountView) -> ProgramResult {
    if !account.owned_by(&ID) {
        return Err(PyronetError::WrongOwner.into());
    }
    if account.data_len() != T::SIZE {
        return Err(PyronetError::WrongAccountType.into());
    }
    // SAFETY: the account holds `T::SIZE` bytes, more than two; nothing writes them here.
    let [discriminator, version] = unsafe { account.data_ptr().cast::<[u8; 2]>().read() };
    if discriminator != T::DISCRIMINATOR || version != T::VERSION {
        return Err(PyronetError::WrongAccountType.into());
    }
    Ok(())
}

/// The account is the recorded one.
#[inline(always)]
pub fn require_address(account: &AccountView, expected: &Address) -> ProgramResult {
    if address_eq(account.address(), expected) {
        Ok(())
    } else {
        Err(PyronetError::WrongAccount.into())
    }
}
