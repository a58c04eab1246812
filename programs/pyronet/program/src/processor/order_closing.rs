//! The end of an order's accounts.
use pinocchio::{cpi::Signer, AccountView, ProgramResult};
use pinocchio_token::instructions::CloseAccount;

use crate::{
    chain::{close, move_lamports, pay_out},
    validation::amount_of,
    vault_signers::OrderSigner,
};

/// Where what an order holds goes.
pub struct OrderClosing<'a> {
    pub order: &'a mut AccountView,
    pub vault: &'a AccountView,
    pub renter_payout: &'a AccountView,
    pub rent_payer: &'a mut AccountView,
    pub signer: OrderSigner,
}

impl OrderClosing<'_> {
    /// Everything in the vault goes to the renter, `lamports` to whoever did this, and the rest to
    /// who paid them.
    pub fn close(self, actor: &mut AccountView, lamports: u64) -> ProgramResult {
        let seeds = self.signer.seeds();
        let held = amount_of(self.vault)?;
        pay_out(self.vault, self.renter_payout, self.order, &seeds, held)?;
        CloseAccount::new(self.vault, self.rent_payer, self.order)
            .invoke_signed(&[Signer::from(&seeds)])?;
        move_lamports(self.order, actor, lamports)?;
        close(self.order, self.rent_payer)
    }
}
