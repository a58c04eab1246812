//! Why a simulation cannot be opened or does not go on.

use pyronet_compute_spec::{dynamics::pair::Abort, refusal::Refusal};
use std::fmt;

/// Why a simulation stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimulationFault {
    /// Job or state bytes were refused.
    Refused(Refusal),
    /// Job and state are each well formed and do not belong together.
    Mismatch(&'static str),
    /// The simulation aborts after this many steps, on every engine.
    Aborted {
        /// The step that cannot be finished.
        step: u64,
        /// Why.
        abort: Abort,
    },
    /// The caller wanted no more; the simulation stands at the start of the segment.
    Interrupted,
    /// Every segment has been run.
    Finished,
}

impl SimulationFault {
    /// Stable kebab-case code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Mismatch(_) => "state-mismatch",
            Self::Aborted { abort, .. } => abort.code(),
            Self::Interrupted => "cancelled",
            Self::Finished => "finished",
        }
    }
}

impl From<Refusal> for SimulationFault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for SimulationFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(formatter),
            Self::Mismatch(sentence) => formatter.write_str(sentence),
            Self::Aborted { step, abort: Abort::PairTooClose } => {
                write!(formatter, "After step {step} two atoms are closer than half a diameter.")
            }
            Self::Aborted { step, abort: Abort::TooFast } => {
                write!(formatter, "In step {step} an atom becomes too fast for the time step.")
            }
            Self::Interrupted => formatter.write_str("The simulation was cancelled."),
            Self::Finished => formatter.write_str("Every segment of the simulation has been run."),
        }
    }
}

impl std::error::Error for SimulationFault {}
