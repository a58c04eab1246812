use pinocchio::{address::address_eq, error::ProgramError, AccountView, Address};
use pyronet_interface::{
    error::PyronetError,
    ids,
    message::Order,
    state::{Config, Lease},
    ID,
};
use pyronet_rules::{
    session::{check_order, may_order, Binding},
    time::Now,
};

use super::{load, require_signer, SignedMessage};

/// The renter or its session key wants `action`: it signed the transaction, or a message that
/// anyone may bring. Returns the message's argument, if it was a message.
pub fn check_approval(
    approval: &AccountView,
    config_account: &AccountView,
    lease: &Lease,
    lease_address: &Address,
    action: u32,
    now: Now,
) -> Result<Option<u64>, ProgramError> {
    if !address_eq(approval.address(), &ids::INSTRUCTIONS_SYSVAR) {
        require_signer(approval)?;
        if !may_order(lease, approval.address()) {
            return Err(PyronetError::WrongAuthority.into());
        }
        return Ok(None);
    }
    let config = load::<Config>(config_account)?;
    let message = SignedMessage::<Order>::before_this(approval)?;
    let binding = Binding {
        genesis_hash: &config.genesis_hash,
        program: &ID,
        lease: lease_address,
    };
    check_order(lease, &message.body, &message.signer, binding, action, now)?;
    Ok(Some(message.body.argument))
}
