use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::ProviderUpdated,
    instruction::UpdateProvider,
    state::{Config, Provider},
};

use crate::chain::emit;
use crate::validation::{arguments, load, load_mut, require_authority, require_token_account};

/// Rules:
/// - the provider's authority signs;
/// - the payout is a usable USDC account; open leases keep the one they were opened with.
#[inline(never)]
pub fn update_provider(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [authority, provider_account, payout, config_account, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<UpdateProvider>(data)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_authority(authority, &provider.authority)?;
    require_token_account(payout, &load::<Config>(config_account)?.usdc_mint)?;
    provider.payout = *payout.address();
    provider.worker_key = args.worker_key;
    provider.record_hash = args.record_hash;
    provider.region = args.region;
    emit(&ProviderUpdated {
        region: args.region,
        ..ProviderUpdated::NEW
    });
    Ok(())
}
