//! Messages the session key signs off chain (docs/contracts.md §2). Each is checked on chain by
//! the ed25519 precompile in the instruction directly before ours.
use crate::Address;

/// Opens every voucher.
pub const VOUCHER_TAG: [u8; 16] = *b"pyro.vouch.v1\0\0\0";
/// Opens every order.
pub const ORDER_TAG: [u8; 16] = *b"pyro.order.v1\0\0\0";

/// Cumulative statement of what a lease has received so far.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Voucher {
    pub tag: [u8; 16],
    pub genesis_hash: [u8; 32],
    pub program: Address,
    pub lease: Address,
    pub opened_slot: u64,
    pub session_epoch: u32,
    pub zero: u32,
    /// Unix seconds.
    pub served_until: u64,
    pub covered_s: u64,
    pub delivered_segments: u64,
    pub accepted_segments: u64,
    pub delivered_root: [u8; 32],
}
crate::plain_data!(Voucher, 192, {
    genesis_hash @ 16, program @ 48, lease @ 80, opened_slot @ 112, session_epoch @ 120, served_until @ 128,
    covered_s @ 136, delivered_segments @ 144, accepted_segments @ 152, delivered_root @ 160,
});

/// What an [`Order`] asks for.
pub mod order_action {
    pub const STOP: u32 = 1;
    pub const ACCEPT: u32 = 2;
    pub const PING: u32 = 3;
    pub const CANCEL: u32 = 4;
    pub const MIGRATE: u32 = 5;
}

/// An instruction of the session key that anyone may submit, so that the key needs no lamports.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Order {
    pub tag: [u8; 16],
    pub genesis_hash: [u8; 32],
    pub program: Address,
    pub lease: Address,
    pub opened_slot: u64,
    pub session_epoch: u32,
    /// One of [`order_action`].
    pub action: u32,
    /// Accept: the attestation's sequence number; otherwise 0.
    pub argument: u64,
    /// Unix seconds; refused afterwards.
    pub expires_at: u64,
}
crate::plain_data!(Order, 144, {
    genesis_hash @ 16, program @ 48, lease @ 80, opened_slot @ 112, session_epoch @ 120, action @ 124,
    argument @ 128, expires_at @ 136,
});
