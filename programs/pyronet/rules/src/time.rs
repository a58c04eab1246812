//! The chain's clock, and deadlines that a halted network cannot make anyone miss.
use crate::{
    arithmetic::{add, mul_div_ceil},
    Rule,
};

/// One reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Unix seconds.
    pub at: u64,
    pub slot: u64,
}

/// An instant after which somebody bears a loss: it must have passed in seconds and in slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub at: u64,
    pub slot: u64,
}

impl Deadline {
    /// `seconds` from `from`, with the slots a running network is sure to make in that time.
    #[inline(always)]
    pub fn after(from: Now, seconds: u64, slots_per_minute: u32) -> Rule<Self> {
        Ok(Self {
            at: add(from.at, seconds)?,
            slot: add(
                from.slot,
                mul_div_ceil(seconds, u64::from(slots_per_minute), 60)?,
            )?,
        })
    }

    #[inline(always)]
    pub fn passed(self, now: Now) -> bool {
        now.at > self.at && now.slot > self.slot
    }
}
