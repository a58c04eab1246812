use pinocchio::{address::address_eq, AccountView, ProgramResult};
use pyronet_interface::{error::PyronetError, event::OrderCancelled, state::Order};
use pyronet_rules::order::has_expired;

use super::order_closing::OrderClosing;
use crate::{
    chain::{emit, now},
    validation::{load, no_arguments, require_address, require_signer},
    vault_signers::OrderSigner,
};

/// Rules:
/// - the renter signs, or anyone once the order has expired, and is tipped;
/// - everything in the vault goes to the renter's payout, the lamports to who paid them.
#[inline(never)]
pub fn cancel_order(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [canceller, order_account, vault, renter_payout, rent_payer, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    no_arguments(data)?;
    require_signer(canceller)?;
    let (signer, tip) = {
        let order = load::<Order>(order_account)?;
        require_address(vault, &order.vault)?;
        require_address(renter_payout, &order.renter_payout)?;
        require_address(rent_payer, &order.rent_payer)?;
        let tip = if address_eq(canceller.address(), &order.renter) {
            0
        } else if has_expired(&order, now()?) {
            order.tip_lamports.min(order.crank_tip_lamports)
        } else {
            return Err(PyronetError::WrongAuthority.into());
        };
        emit(&OrderCancelled {
            deposit: order.deposit,
            ..OrderCancelled::NEW
        });
        (OrderSigner::of(&order), tip)
    };
    OrderClosing {
        order: order_account,
        vault,
        renter_payout,
        rent_payer,
        signer,
    }
    .close(canceller, tip)
}
