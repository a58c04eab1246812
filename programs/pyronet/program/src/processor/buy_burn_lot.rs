use pinocchio::{address::address_eq, AccountView, ProgramResult};
use pinocchio_token::instructions::Burn;
use pyronet_interface::{
    error::PyronetError,
    event::BurnLotSold,
    instruction::BuyBurnLot,
    state::{BurnAuction, Config},
};
use pyronet_rules::burn_auction::buy;

use crate::{
    chain::{emit, now, pay_out},
    validation::{amount_of, arguments, load, load_mut, require_address, require_signer},
    vault_signers::ConfigSigner,
};

/// Rules:
/// - the buyer signs; it saw this lot, and pays at most its limit at this slot's price;
/// - its PYRO burns before the lot's USDC leaves; the lot does not go back into the vault.
#[inline(never)]
pub fn buy_burn_lot(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [buyer, source, destination, auction_account, burn_vault, pyro_mint, config_account, ..] =
        accounts
    else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let args = arguments::<BuyBurnLot>(data)?;
    require_signer(buyer)?;
    let signer = {
        let config = load::<Config>(config_account)?;
        require_address(burn_vault, &config.burn_vault)?;
        require_address(pyro_mint, &config.pyro_mint)?;
        ConfigSigner::of(&config)
    };
    if address_eq(destination.address(), burn_vault.address()) {
        return Err(PyronetError::DuplicateAccount.into());
    }
    let mut auction = load_mut::<BurnAuction>(auction_account)?;
    let sale = buy(&mut auction, args.lot, args.pyro_max, now()?)?;
    emit(&BurnLotSold {
        price: auction.last_price,
        lots_sold: auction.lots_sold,
        usdc_sold: auction.usdc_sold,
        pyro_burned: auction.pyro_burned,
        ..BurnLotSold::NEW
    });
    drop(auction);
    if amount_of(source)? < sale.pyro {
        return Err(PyronetError::NotEnoughFunds.into());
    }
    Burn::new(source, pyro_mint, buyer, sale.pyro).invoke()?;
    pay_out(
        burn_vault,
        destination,
        config_account,
        &signer.seeds(),
        sale.usdc,
    )
}
