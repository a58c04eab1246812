//! A row of activations as signed bytes with one scale per block.

use crate::real::Real;

/// Columns of a block.
pub const BLOCK: usize = 32;

/// Thirty-two activations: each is about `values[i] · scale`.
#[derive(Clone, Copy, Debug)]
pub struct QuantisedBlock<R> {
    /// Greatest magnitude / 127.
    pub scale: R,
    /// −127 to 127.
    pub values: [i8; BLOCK],
    /// Sum of the values.
    pub sum: i32,
}

/// Quantises one block.
///
/// The greatest magnitude is found among the bits, so that an infinity or a NaN makes the scale one too and spoils every
/// product with the block. Each value is x / scale clamped to ±127 and rounded to nearest even; all are 0 where the scale
/// is.
#[inline(always)]
pub fn quantise<R: Real>(block: &[R; BLOCK]) -> QuantisedBlock<R> {
    let mut greatest = 0;
    for x in block {
        greatest = greatest.max(x.to_bits() & 0x7fff_ffff);
    }
    let scale = R::from_bits(greatest) / R::constant(127.0);
    let mut values = [0; BLOCK];
    if scale == R::constant(0.0) {
        return QuantisedBlock { scale, values, sum: 0 };
    }
    let mut sum = 0;
    for (value, &x) in values.iter_mut().zip(block) {
        let clamped = (x / scale).lesser(R::constant(127.0)).greater(R::constant(-127.0));
        // At 1.5 · 2^23 neighbouring numbers are 1 apart, so the addition itself rounds to an integer.
        let rounded = (clamped + R::constant(12_582_912.0)).to_bits() as i32 - 0x4b40_0000;
        *value = rounded as i8;
        sum += rounded;
    }
    QuantisedBlock { scale, values, sum }
}
