//! The quanta of the integers that forces, energies and velocities are kept in.

use crate::real::Real;

/// Fraction bits of forces, energies and virials: a quantum is 2^-24 of a reduced unit.
pub const CONTRIBUTION_FRACTION_BITS: u32 = 24;
/// Fraction bits of velocities: a quantum is 2^-32 of a reduced unit.
pub const VELOCITY_FRACTION_BITS: u32 = 32;

/// 2^`exponent` for −126 … 127.
#[inline(always)]
pub fn power_of_two<R: Real>(exponent: i32) -> R {
    R::from_bits(((exponent + 127) as u32) << 23)
}
