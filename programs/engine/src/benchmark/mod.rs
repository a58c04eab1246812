//! Measurements of this machine. Figures are wall-clock ratios over at least the asked time.

mod commitments;
mod rays;
mod work;

pub use commitments::{CommitmentShare, measure_commitments};
pub use rays::{RaySpeed, measure_rays};
pub use work::{WorkSpeed, measure_work};

use std::time::{Duration, Instant};

/// A measurement was cancelled, or could not begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmeasured {
    /// The caller wanted no more.
    Cancelled,
    /// The built-in job does not work: a defect.
    Defect(String),
}

/// Repeats `pass` until `least` has gone by, at least once; answers passes and elapsed time.
fn repeat<E>(least: Duration, mut pass: impl FnMut() -> Result<(), E>) -> Result<(u32, Duration), E> {
    let start = Instant::now();
    let mut passes = 0;
    loop {
        pass()?;
        passes += 1;
        let elapsed = start.elapsed();
        if elapsed >= least {
            return Ok((passes, elapsed));
        }
    }
}
