//! Groups of accounts that belong together.
use pinocchio::{
    account::{Ref, RefMut},
    error::ProgramError,
    AccountView,
};
use pyronet_interface::{
    error::PyronetError,
    state::{Config, Lease, Offer, Params, Provider},
};

use crate::validation::{load, load_mut, require_address, require_worker};

/// The parameters in force.
#[inline(always)]
pub fn current_params<'a>(
    config_account: &AccountView,
    params_account: &'a AccountView,
) -> Result<Ref<'a, Params>, ProgramError> {
    let params = load::<Params>(params_account)?;
    if params.params_version != load::<Config>(config_account)?.params_version {
        return Err(PyronetError::StaleParams.into());
    }
    Ok(params)
}

/// A lease and its provider, whose worker signed.
#[inline(always)]
pub fn served<'a>(
    worker: &AccountView,
    provider_account: &'a mut AccountView,
    lease_account: &'a mut AccountView,
) -> Result<(RefMut<'a, Provider>, RefMut<'a, Lease>), ProgramError> {
    let lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    let provider = load_mut::<Provider>(provider_account)?;
    require_worker(worker, &provider)?;
    Ok((provider, lease))
}

/// A lease with its provider and its offer.
pub struct Parties<'a> {
    pub provider: RefMut<'a, Provider>,
    pub offer: RefMut<'a, Offer>,
    pub lease: RefMut<'a, Lease>,
}

/// Loads the three; they must belong together.
#[inline(always)]
pub fn parties<'a>(
    provider_account: &'a mut AccountView,
    offer_account: &'a mut AccountView,
    lease_account: &'a mut AccountView,
) -> Result<Parties<'a>, ProgramError> {
    let lease = load_mut::<Lease>(lease_account)?;
    require_address(provider_account, &lease.provider)?;
    require_address(offer_account, &lease.offer)?;
    let provider = load_mut::<Provider>(provider_account)?;
    let offer = load_mut::<Offer>(offer_account)?;
    Ok(Parties {
        provider,
        offer,
        lease,
    })
}
