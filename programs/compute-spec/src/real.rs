//! The one number type of profile F32: IEEE-754 binary32, round to nearest even, subnormals kept.

use crate::softfloat;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// A binary32 number, either the processor's own or computed with integers ([`crate::softfloat::Soft32`]).
///
/// Every operation rounds once, to nearest even. A product and a sum are fused only where [`Real::fused_multiply_add`] says
/// so: `a * b - c * d` with two rounded products is exactly antisymmetric, which is what makes the shared edge of two
/// triangles leave no crack.
/// Comparisons with NaN are false.
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + PartialOrd
{
    /// The number with these IEEE-754 bits.
    fn from_bits(bits: u32) -> Self;
    /// IEEE-754 bits; a NaN may carry any payload, see [`Real::to_canonical_bits`].
    fn to_bits(self) -> u32;
    /// Correctly rounded square root.
    fn sqrt(self) -> Self;
    /// `self * b + c` rounded once.
    fn fused_multiply_add(self, b: Self, c: Self) -> Self;

    /// The nearest number to a constant written in the source.
    ///
    /// `f32` literals are data here, not arithmetic: only their bits are used.
    #[inline(always)]
    fn constant(value: f32) -> Self {
        Self::from_bits(value.to_bits())
    }
    /// `integer` as a number; exact, because the caller keeps `integer` at most 2^24.
    fn from_u24(integer: u32) -> Self;
    /// The nearest number to `integer`, ties to even.
    #[inline(always)]
    fn from_i32(integer: i32) -> Self {
        Self::from_bits(softfloat::from_i32(integer))
    }
    /// The nearest number to `integer`, ties to even.
    #[inline(always)]
    fn from_i64(integer: i64) -> Self {
        Self::from_bits(softfloat::from_i64(integer))
    }
    /// `self` in quanta of 2^-`fraction_bits` (at most 32), to nearest, ties to even; nothing for NaN and from 2^50 quanta
    /// upwards.
    #[inline(always)]
    fn to_fixed(self, fraction_bits: u32) -> Option<i64> {
        softfloat::to_fixed(self.to_bits(), fraction_bits)
    }
    /// Bits with every NaN replaced by 0x7fc00000.
    #[inline(always)]
    fn to_canonical_bits(self) -> u32 {
        let bits = self.to_bits();
        if bits & 0x7fff_ffff > 0x7f80_0000 { 0x7fc0_0000 } else { bits }
    }
    /// True for zeros, subnormals and normals.
    #[inline(always)]
    fn is_finite(self) -> bool {
        self.to_bits() & 0x7f80_0000 != 0x7f80_0000
    }
    /// Clears the sign.
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(self.to_bits() & 0x7fff_ffff)
    }
    /// `self < other ? self : other`, so the answer for NaN and for equal zeros is written down.
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
    /// `self > other ? self : other`.
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
}

#[cfg(feature = "host")]
impl Real for f32 {
    #[inline(always)]
    fn from_bits(bits: u32) -> Self {
        f32::from_bits(bits)
    }
    #[inline(always)]
    fn to_bits(self) -> u32 {
        f32::to_bits(self)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f32::sqrt(self)
    }
    #[inline(always)]
    fn fused_multiply_add(self, b: Self, c: Self) -> Self {
        // WebAssembly has no such instruction, and a library's function would be called for each element.
        if cfg!(target_family = "wasm") { multiply_add_in_f64(self, b, c) } else { f32::mul_add(self, b, c) }
    }
    #[inline(always)]
    fn from_u24(integer: u32) -> Self {
        integer as f32
    }
    #[inline(always)]
    fn from_i32(integer: i32) -> Self {
        integer as f32
    }
    #[inline(always)]
    fn to_fixed(self, fraction_bits: u32) -> Option<i64> {
        // 1.5 · 2^52: a sum with it keeps integers only, rounded to nearest even, in its lower bits.
        const INTEGERS: f64 = 6_755_399_441_055_744.0;
        let scaled = self * f32::from_bits((127 + fraction_bits) << 23);
        let rounded = f64::from(scaled) + INTEGERS;
        let quanta = rounded.to_bits().wrapping_sub(INTEGERS.to_bits()) as i64;
        (scaled.abs() < 1_125_899_906_842_624.0).then_some(quanta)
    }
    #[inline(always)]
    fn from_i64(integer: i64) -> Self {
        integer as f32
    }
}

/// `a * b + c` rounded once, of binary64 operations (Boldo, Melquiond 2008): the product is exact; the sum is rounded to odd,
/// after which rounding to binary32 gives what one rounding would. Infinities and NaNs leave no error to correct by.
#[cfg(feature = "host")]
#[inline(always)]
pub fn multiply_add_in_f64(a: f32, b: f32, c: f32) -> f32 {
    let (product, c) = (f64::from(a) * f64::from(b), f64::from(c));
    let sum = product + c;
    let added = sum - product;
    let error = (product - (sum - added)) + (c - added);
    let bits = sum.to_bits();
    let inexact = u64::from(error.abs() > 0.0);
    // One step away from zero where the error has the sum's sign, else one towards it.
    let step = (((bits ^ error.to_bits()) as i64 >> 63) | 1) as u64;
    f64::from_bits(bits.wrapping_add(step & (inexact & !bits & 1).wrapping_neg())) as f32
}
