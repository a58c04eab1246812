use pinocchio::{AccountView, ProgramResult};
use pyronet_interface::{
    error::PyronetError,
    event::VoucherRedeemed,
    instruction::RedeemVoucher,
    message::Voucher,
    state::{Config, Lease},
    ID,
};
use pyronet_rules::{
    merkle::open_plan,
    session::{check_voucher, redeem, Binding, VoucherSigner},
};

use crate::{
    chain::{emit, now, ChainSha256},
    events::seconds,
    validation::{arguments_with_proof, load, load_mut, SignedMessage},
};

/// Rules:
/// - the instruction before this one checked a voucher of this lease, in its present life, by its
///   session key or delegate; anyone may bring it;
/// - it can only add; with an opening of the plan, and by the present session key, its accepted
///   segments release money for good.
#[inline(never)]
pub fn redeem_voucher(accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [lease_account, config_account, instructions, ..] = accounts else {
        return Err(PyronetError::NotEnoughAccounts.into());
    };
    let (args, siblings) = arguments_with_proof::<RedeemVoucher>(data)?;
    let key = *lease_account.address();
    let mut lease = load_mut::<Lease>(lease_account)?;
    let config = load::<Config>(config_account)?;
    let SignedMessage {
        signer,
        body: voucher,
    } = SignedMessage::<Voucher>::before_this(instructions)?;
    let now = now()?;
    let binding = Binding {
        genesis_hash: &config.genesis_hash,
        program: &ID,
        lease: &key,
    };
    let signed_by = check_voucher(&lease, &voucher, &signer, binding, now)?;
    let opened = args.accepted_units != 0 || !siblings.is_empty();
    let accepted_units = if opened {
        if signed_by != VoucherSigner::Session {
            return Err(PyronetError::WrongSigner.into());
        }
        let units = args.accepted_units;
        open_plan::<ChainSha256>(
            &lease.plan_root,
            lease.segment_count,
            voucher.accepted_segments,
            units,
            siblings,
        )?;
        Some(units)
    } else {
        None
    };
    redeem(&mut lease, &voucher, signed_by, accepted_units, now)?;
    emit(&VoucherRedeemed {
        covered_s: seconds(lease.covered_s),
        anchor_s: seconds(lease.anchor_at.wrapping_sub(lease.started_at)),
        vouched_s: seconds(lease.vouched_s),
        delivered_segments: lease.delivered_segments,
        accepted_segments: lease.accepted_segments,
        released: lease.released,
        ..VoucherRedeemed::NEW
    });
    Ok(())
}
