#[cfg(feature = "idl")]
use codama::{CodamaAccount, CodamaType};

use crate::Address;

/// A drawn verifier and the receipt it posted.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub struct DrawnVerifier {
    pub verifier: Address,
    pub receipt_hash: [u8; 32],
}

/// A finished job or a batch of it, and the result account other programs read.
/// Address `[attestation, lease, u32 seq]`.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaAccount),
    codama(discriminator(field = "discriminator")),
    codama(seed(type = string(utf8), value = "attestation")),
    codama(seed(name = "lease")),
    codama(seed(name = "seq"))
)]
pub struct Attestation {
    #[cfg_attr(feature = "idl", codama(value = 8))]
    pub discriminator: u8,
    pub layout_version: u8,
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(type = link("attestationStatus")))]
    pub status: u8,
    pub redraws: u8,
    pub drawn: u8,
    pub receipts: u8,
    pub flags: u8,
    pub open_claims: u16,
    pub open_demands: u16,
    pub seq: u32,
    pub lease: Address,
    pub provider: Address,
    /// Tree over the leaves of segments 0 to `segment_to`.
    pub segments_root: [u8; 32],
    pub result_root: [u8; 32],
    pub requests_root: [u8; 32],
    pub provider_secret: [u8; 32],
    pub renter_secret: [u8; 32],
    pub captured_hash: [u8; 32],
    pub seed: [u8; 32],
    pub rent_payer: Address,
    /// Segments this attestation adds: from (inclusive) and to (exclusive).
    pub segment_from: u64,
    pub segment_to: u64,
    /// Cumulative work units at both ends, as the plan says.
    pub units_from: u64,
    pub units_to: u64,
    /// Gross at both ends with the coverage of the moment.
    pub gross_from: u64,
    pub gross_to: u64,
    pub covered_s: u64,
    pub attested_at: u64,
    pub attested_slot: u64,
    pub reveal_by_slot: u64,
    pub draw_slot: u64,
    pub captured_slot: u64,
    pub window_end_slot: u64,
    pub window_end_at: u64,
    pub receipts_by_slot: u64,
    /// The account cannot be closed before.
    pub keep_until: u64,
    pub result_bytes: u64,
    pub reward: u64,
    pub released: u64,
    pub next_demand_slot: u64,
    pub abort_code: u32,
    pub extended: u32,
    pub demands_total: u32,
    pub request_count: u32,
    #[cfg_attr(feature = "idl", codama(type = array(link("drawnVerifier"), fixed_count(6))))]
    pub verifiers: [DrawnVerifier; 6],
    pub receipt_slot: [u64; 6],
    pub reserved: [u8; 144],
}
crate::account_data!(Attestation, 8, 1088, {
    status @ 3, seq @ 12, lease @ 16, provider @ 48, segments_root @ 80, result_root @ 112, rent_payer @ 304,
    segment_from @ 336, window_end_slot @ 432, window_end_at @ 440, keep_until @ 456, abort_code @ 496, verifiers @ 512,
    receipt_slot @ 896, reserved @ 944,
});
