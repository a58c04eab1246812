#[cfg(feature = "idl")]
use codama::CodamaType;

/// The governed values of reputation. The same bytes travel as an argument of genesis. Fees and
/// caps are in weighted fee atoms: USDC atoms of fees times their weight.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub struct ReputationValues {
    /// The standing at which the score is 500,000.
    pub half: u64,
    /// Most that one renter adds to one provider in an epoch.
    pub pair_cap: u64,
    /// Most that a provider adds in an epoch.
    pub epoch_cap: u64,
    /// A lease whose cost and value at risk exceed this, in USDC atoms, needs `high_value_min`.
    pub high_value: u64,
    pub epoch_s: u32,
    /// The least score for a lease of high value.
    pub high_value_min: u32,
    /// What fees on service that the renter signed for weigh, in millionths; audited ones weigh 1.
    pub accepted_ppm: u32,
    pub zero_half: u32,
    /// Share of the score kept after each fault, in ten thousandths, in the order of [`Fault`].
    pub keep_bps: [u16; 5],
    pub zero: [u16; 3],
}
crate::plain_data!(ReputationValues, 64, {
    half @ 0, pair_cap @ 8, epoch_cap @ 16, high_value @ 24, epoch_s @ 32, keep_bps @ 48,
});

/// What a provider did wrong: why a score falls, and what is seized.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "idl", derive(CodamaType))]
pub enum Fault {
    /// Never answered an order for service.
    Silent = 0,
    /// Accepted and never started.
    NoStart = 1,
    /// Left a ping unanswered.
    LostCoverage = 2,
    /// Did not finish a job in its time.
    MissedCompletion = 3,
    /// Listed a machine as faster than it is.
    FalseBenchmark = 4,
    /// Delivered what a proof refuted: nothing is kept.
    Fraud = 5,
}

/// Bits of `Provider.flags`.
pub mod provider_flags {
    /// Part of its reputation was earned by machines of a local network.
    pub const LOCAL_REPUTATION: u32 = 1 << 8;
}
