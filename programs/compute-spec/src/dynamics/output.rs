//! What a simulation writes: a segment's output and the result.
//!
//! ```text
//! output of a segment
//!    rows      48 bytes each, ascending steps
//!    frames    u64 step, then u32 × 3 per atom (positions as in the state)
//!    radial    if the job has bins: u64 samples, then u64 pairs per bin, counted over the rows of this segment
//!
//! result: "PYRODYN1", u32 atoms, u32 segments, every segment's output in order, the final state
//! ```

use super::pair::Interaction;
use crate::{little_endian::u64_at, real::Real};

/// First eight bytes of a result.
pub const RESULT_MAGIC: [u8; 8] = *b"PYRODYN1";
/// Length of everything before the first segment's output.
pub const RESULT_HEADER_BYTES: usize = 16;
/// Length of a thermodynamic row.
pub const ROW_BYTES: usize = 48;

/// Length of a trajectory frame.
pub fn frame_bytes(atoms: u32) -> u64 {
    8 + u64::from(atoms) * 12
}

/// The 16 bytes before the first segment's output.
pub fn result_header(atoms: u32, segments: u32) -> [u8; RESULT_HEADER_BYTES] {
    let mut header = [0; RESULT_HEADER_BYTES];
    header[..8].copy_from_slice(&RESULT_MAGIC);
    header[8..12].copy_from_slice(&atoms.to_le_bytes());
    header[12..].copy_from_slice(&segments.to_le_bytes());
    header
}

/// Sums over the whole system after a step, in quanta of 2^-24.
///
/// ```text
///  0  u64 step
///  8  i64 sum of squared velocities   twice the kinetic energy
/// 16  i64 potential energy            over pairs
/// 24  i64 virial                      −Σ r·dV/dr over pairs
/// 32  u64 pairs within the cutoff
/// 40  u64 0
/// ```
///
/// Temperature is (sum of squares) / (3N − 3), or / 3N with a thermostat, which does not keep the momentum; pressure is
/// (sum of squares + virial) / 3V.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Steps done.
    pub step: u64,
    /// Sum of squared velocities.
    pub squared_velocities: i64,
    /// Potential energy.
    pub potential: i64,
    /// Virial.
    pub virial: i64,
    /// Pairs within the cutoff.
    pub pairs: u64,
}

impl Row {
    /// Canonical bytes.
    pub fn to_bytes(&self) -> [u8; ROW_BYTES] {
        let mut bytes = [0; ROW_BYTES];
        let words = [self.step, self.squared_velocities as u64, self.potential as u64, self.virial as u64, self.pairs];
        for (place, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *place = word.to_le_bytes();
        }
        bytes
    }

    /// Reads a row. Panics when `bytes` are shorter than one.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self {
            step: u64_at(bytes, 0),
            squared_velocities: u64_at(bytes, 8) as i64,
            potential: u64_at(bytes, 16) as i64,
            virial: u64_at(bytes, 24) as i64,
            pairs: u64_at(bytes, 32),
        }
    }
}

/// Bin of a pair within the cutoff: floor(r · bins / rc), the last one at most.
#[inline(always)]
pub fn radial_bin<R: Real>(interaction: &Interaction<R>, squared: R, bins: u32) -> u32 {
    let place = squared.sqrt() / interaction.cutoff * R::from_u24(bins);
    // Truncated by comparison with the rounded integer, so that no other conversion is needed; place is at most 4096.
    let nearest = place.to_fixed(0).unwrap_or(0) as i32;
    let floor = if R::from_i32(nearest) > place { nearest - 1 } else { nearest };
    (floor.max(0) as u32).min(bins - 1)
}
