use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, instruction::DepositBond, state::Provider};
use pyronet_rules::provider;

use crate::chain::{emit, pay_in};
use crate::events::bond_changed;
use crate::validation::{arguments, load_mut, require_address, require_signer};

/// Rules:
/// - the depositor signs; anyone may add to a provider's bond;
/// - the tokens go into the provider's own bond vault, whose mint is USDC.
#[inline(never)]
pub fn deposit_bond(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [depositor, source, provider_account, bond_vault, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<DepositBond>(data)?;
    require_signer(depositor)?;
    let mut provider = load_mut::<Provider>(provider_account)?;
    require_address(bond_vault, &provider.bond_vault)?;
    provider::deposit_bond(&mut provider, args.amount)?;
    emit(&bond_changed(&provider));
    drop(provider);
    pay_in(source, bond_vault, depositor, args.amount)
}
