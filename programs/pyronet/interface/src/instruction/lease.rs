//! A lease from opening to its end.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

use crate::Address;

/// Takes an offer and funds the lease's vault, if offer and provider still are what the guard says.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 12)),
    codama(account(name = "renter", signer)),
    codama(account(name = "payer", writable, signer, docs = "Pays rent and tip, and gets them back.")),
    codama(account(name = "lease", writable, default_value = pda("lease", [seed("renter", account("renter")), seed("nonce", argument("nonce"))]))),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("lease"))]))),
    codama(account(name = "source", writable, docs = "USDC token account of the renter.")),
    codama(account(name = "renter_payout", docs = "USDC token account that gets refunds.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "usdc_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct TakeOffer {
    /// Any number not in use.
    pub nonce: u64,
    /// Guard, per GPU.
    pub price_per_hour_max: u64,
    /// Rent: time paid for. Run: time to complete in.
    pub duration_s: u64,
    /// Run: work units paid at most.
    pub unit_cap: u64,
    pub segment_count: u64,
    pub value_at_risk: u64,
    pub audit_reward: u64,
    pub tip_lamports: u64,
    pub peak_memory_bytes: u64,
    pub input_bytes: u64,
    pub output_bytes_max: u64,
    pub failover_max_rate: u64,
    pub delegate_until: u64,
    /// Guard.
    pub terms_hash: [u8; 32],
    pub job_root: [u8; 32],
    pub plan_root: [u8; 32],
    pub renter_commit: [u8; 32],
    pub session_key: Address,
    pub delegate_key: Address,
    pub callback_program: Address,
    /// Guard.
    pub params_version: u32,
    /// Guard.
    pub vram_mib_min: u32,
    /// Guard.
    pub reputation_min: u32,
    /// Guard.
    pub class_id: u16,
    /// Guard; 0 for any.
    pub region: u16,
    pub gpu_count: u16,
    /// Guard.
    pub tier_min: u8,
    /// Guard.
    #[cfg_attr(feature = "idl", codama(type = link("isolation")))]
    pub isolation_min: u8,
    /// Guard.
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    #[cfg_attr(feature = "idl", codama(type = link("leaseMode")))]
    pub mode: u8,
    pub hops_max: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("lease")))]
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("vault")))]
    pub vault_bump: u8,
}
crate::instruction_data!(TakeOffer, 12, 353);

/// The provider takes the lease and prepares.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 13)),
    codama(account(name = "worker", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable))
)]
pub struct AcceptLease {
    /// Commitment to fresh randomness.
    pub provider_commit: [u8; 32],
}
crate::instruction_data!(AcceptLease, 13, 32);

/// The machine is ready; coverage counts from now.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 14)),
    codama(account(name = "worker", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable))
)]
pub struct StartLease {
    /// As accepted, or fresh when not accepted before.
    pub provider_commit: [u8; 32],
}
crate::instruction_data!(StartLease, 14, 32);

/// The provider declines; the renter gets everything back.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 15)),
    codama(account(name = "worker", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable))
)]
pub struct RejectLease {}
crate::instruction_data!(RejectLease, 15, 0);

/// Ends a lease that the provider did not accept or start in time; anyone may, and is tipped.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 16)),
    codama(account(name = "cranker", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable))
)]
pub struct ExpireLease {}
crate::instruction_data!(ExpireLease, 16, 0);

/// The renter withdraws before the start and loses the cancel deposit.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 17)),
    codama(account(name = "approval", signer = "either", docs = "The renter's or session key's signature, or the instructions sysvar when the order is a signed message in the instruction before this one.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "config", default_value = pda("config", [])))
)]
pub struct CancelLease {}
crate::instruction_data!(CancelLease, 17, 0);

/// The renter pays for more time or more units.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 18)),
    codama(account(name = "renter", signer)),
    codama(account(name = "source", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "params")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct TopUp {
    pub additional_s: u64,
    /// Run only.
    pub additional_units: u64,
    /// Guard.
    pub charge_max: u64,
}
crate::instruction_data!(TopUp, 18, 24);

/// Ends the lease now.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 19)),
    codama(account(name = "approval", signer = "either", docs = "The renter's or session key's signature, or the instructions sysvar when the order is a signed message in the instruction before this one.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "config", default_value = pda("config", [])))
)]
pub struct StopLease {}
crate::instruction_data!(StopLease, 19, 0);

/// Ends a lease whose time is over; anyone may, and is tipped.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 20)),
    codama(account(name = "cranker", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable))
)]
pub struct EndLease {}
crate::instruction_data!(EndLease, 20, 0);

/// Replaces the session key; the wallet only. The old key's vouchers stay good for one interval.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 21)),
    codama(account(name = "renter", signer)),
    codama(account(name = "lease", writable))
)]
pub struct RotateSession {
    pub session_key: Address,
}
crate::instruction_data!(RotateSession, 21, 32);

/// The provider announces that it leaves early. Once the notice has run it may, for as long as the time to prove a prefix.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 34)),
    codama(account(name = "worker", signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "lease", writable))
)]
pub struct NoticeExit {}
crate::instruction_data!(NoticeExit, 34, 0);

/// The provider leaves before the lease's time is over: after notice, after a rental that nobody vouches for any more, or at once for the price of the notice out of its free bond.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 35)),
    codama(account(name = "worker", signer, docs = "The provider's authority where leaving costs something.")),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable)),
    codama(account(name = "bond_vault", writable, default_value = pda("bondVault", [seed("provider", account("provider"))]))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct ExitLease {
    /// Guard: the most USDC atoms that the bond may pay.
    pub charge_max: u64,
}
crate::instruction_data!(ExitLease, 35, 8);

/// The renter asks the provider for a sign of life, which must come within one interval. Whoever brings it prepays what the answer costs.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 36)),
    codama(account(name = "approval", signer = "either", docs = "The renter's or session key's signature, or the instructions sysvar when the order is a signed message in the instruction before this one.")),
    codama(account(name = "payer", writable, signer, docs = "Prepays two base fees to whoever answers.")),
    codama(account(name = "lease", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct PingLease {}
crate::instruction_data!(PingLease, 36, 0);

/// Ends a lease whose ping stayed unanswered; anyone may, and is tipped.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 37)),
    codama(account(name = "cranker", writable, signer)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "lease", writable))
)]
pub struct FailLease {}
crate::instruction_data!(FailLease, 37, 0);
