//! Proof that a lease is served.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// The provider proves that it serves.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 22)),
    codama(account(
        name = "worker",
        writable,
        signer,
        docs = "Gets what a ping that waits has prepaid for its answer."
    )),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable))
)]
pub struct Heartbeat {}
crate::instruction_data!(Heartbeat, 22, 0);

/// Heartbeats for many leases of one provider, given one after the other behind the first. A lease that a heartbeat cannot be for is passed over; at least one must do.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 55)),
    codama(account(
        name = "worker",
        writable,
        signer,
        docs = "Gets what pings that wait have prepaid for their answers."
    )),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable, docs = "The first; further ones follow."))
)]
pub struct HeartbeatLeases {}
crate::instruction_data!(HeartbeatLeases, 55, 0);

/// A heartbeat that also records what was delivered.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 23)),
    codama(account(
        name = "worker",
        writable,
        signer,
        docs = "Gets what a ping that waits has prepaid for its answer."
    )),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable))
)]
pub struct Checkpoint {
    pub delivered_segments: u64,
    pub delivered_root: [u8; 32],
}
crate::instruction_data!(Checkpoint, 23, 40);

/// Redeems the session key's voucher in the instruction before this one; anyone may. With an opening of the plan, its accepted segments release money.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 24)),
    codama(account(name = "lease", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "instructions", default_value = public_key("Sysvar1nstructions1111111111111111111111111"))),
    codama(argument(after, "proof", array(fixed_size(bytes, 32), prefixed_count(number(u8))), docs = "Siblings from the leaf upwards; no siblings and no units leave acceptance as it is."))
)]
pub struct RedeemVoucher {
    /// Cumulative units after the accepted segments; 0 without a proof.
    pub accepted_units: u64,
}
crate::instruction_data!(RedeemVoucher, 24, 8);
