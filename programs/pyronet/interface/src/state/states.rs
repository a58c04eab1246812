//! Values of the state and mode bytes. Numbers are for ever.
#[cfg(feature = "idl")]
use codama::CodamaType;

/// Where a lease is in its life; who may leave which state is in docs/program.md.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum LeaseState {
    /// No lease.
    None = 0,
    /// Funded; waits for the provider.
    Open = 1,
    /// The provider prepares.
    Accepted = 2,
    /// Ready; coverage counts.
    Active = 3,
    /// Ended; the provider may still prove what it did.
    Stopping = 4,
    /// All work attested; waits for acceptance or the window's end.
    Auditing = 5,
    /// Final; only claims remain.
    Settled = 6,
}

/// Run: a verified job. Rent: an interactive lease.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum LeaseMode {
    Run = 0,
    Rent = 1,
}

/// Why a lease left the active state, or never reached it.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum EndReason {
    NotEnded = 0,
    /// The provider attested everything.
    Completed = 1,
    /// The renter or its session key stopped it.
    Stopped = 2,
    /// The funded or guaranteed time ran out.
    Expired = 3,
    /// The provider declined.
    Rejected = 4,
    /// The provider never answered.
    Silent = 5,
    /// The provider accepted and never started.
    NoStart = 6,
    /// The renter or its session key cancelled before the start.
    Cancelled = 7,
    /// A ping stayed unanswered.
    Failed = 8,
    /// The provider left after notice.
    Exited = 9,
    /// Fraud was proved.
    Fraud = 10,
    /// The provider withdrew its attestation.
    Withdrawn = 11,
}

/// Runs beside the lease's state.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum FailoverState {
    None = 0,
    /// Offers may be submitted as successors.
    Bidding = 1,
    /// A successor took over; what the renter is due here goes there.
    Awarded = 2,
    /// Nobody took over; the renter is paid.
    NoFit = 3,
    /// All that the renter was due went to the successor.
    Carried = 4,
}

/// Whether an offer can be taken.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum OfferStatus {
    None = 0,
    Listed = 1,
    /// Delisted; closes once no lease uses it.
    Withdrawn = 2,
}

/// Whether a provider may list and serve.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum ProviderStatus {
    None = 0,
    Active = 1,
}

/// A resting bid's life.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum OrderStatus {
    None = 0,
    Resting = 1,
    Matched = 2,
    Cancelled = 3,
}

/// How an attestation stands.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum AttestationStatus {
    None = 0,
    /// Its window runs.
    Pending = 1,
    /// The renter or its session key accepted it.
    Accepted = 2,
    /// Its window ended without the audit's receipts; paid, earns no reputation.
    Unaudited = 3,
    /// Its window ended with the audit's receipts.
    Audited = 4,
    /// A proof refuted it.
    Refuted = 5,
    /// The provider took it back.
    Withdrawn = 6,
}

/// Who is paid out of a seizure.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum SeizurePayee {
    /// Restitution.
    Renter = 0,
    /// Who proved the fault.
    Challenger = 1,
}

/// Which party of a lease is paid.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum LeasePayee {
    Renter = 0,
    Provider = 1,
}

/// Which of a provider's two deposits is meant.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum Deposit {
    /// USDC that covers leases.
    Bond = 0,
    /// PYRO that opens a tier.
    Stake = 1,
}

/// How inputs and results may be seen by those who audit.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum Privacy {
    Public = 0,
    /// Encrypted to the drawn verifiers.
    Verifiers = 1,
    /// Checked by the renter alone.
    Renter = 2,
}

/// How a rented machine separates its tenants.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum Isolation {
    Process = 0,
    Container = 1,
    Sandbox = 2,
    VirtualMachine = 3,
    Confidential = 4,
}

/// Bits of `Offer.modes`.
pub mod offer_modes {
    pub const RUN: u8 = 1;
    pub const RENT: u8 = 2;
    pub const ALL: u8 = RUN | RENT;
}

/// Bits of `Offer.flags`.
pub mod offer_flags {
    /// A machine of a local network: exempt from benchmark floors, labelled on screen and left
    /// out of price statistics.
    pub const LOCAL_ONLY: u32 = 1;
    /// Leases cannot be extended past their first end.
    pub const NO_EXTEND: u32 = 2;
    pub const ALL: u32 = LOCAL_ONLY | NO_EXTEND;
}

/// Bits of `Order.flags`.
pub mod order_flags {
    /// Machines of a local network will do.
    pub const LOCAL_ONLY: u32 = 1;
    pub const ALL: u32 = LOCAL_ONLY;
}

/// Bits of `Lease.flags`.
pub mod lease_flags {
    /// The completion deadline passed before all work was attested.
    pub const MISSED_COMPLETION: u32 = 1;
    /// Carried over from the offer.
    pub const LOCAL_ONLY: u32 = 2;
    /// The renter asked for this region: a successor must be in it.
    pub const SAME_REGION: u32 = 4;
    /// A predecessor may still carry money over, so the lease does not close.
    pub const CARRY_PENDING: u32 = 8;
    /// Where the least tier that the renter asked for begins: two bits.
    pub const TIER_SHIFT: u32 = 8;
    /// Where the count of the rounds of bids begins: two bits.
    pub const ROUND_SHIFT: u32 = 16;
    /// Its fees have raised the provider's reputation.
    pub const CREDITED: u32 = 1 << 24;
}

/// Bits of `Seizure.paid`.
pub mod seizure_paid {
    pub const BURNED: u8 = 1;
    pub const RENTER: u8 = 2;
    pub const CHALLENGER: u8 = 4;
}
