//! The one number type of profile F32: IEEE-754 binary32, round to nearest even, subnormals kept.

use core::ops::{Add, Div, Mul, Neg, Sub};

/// A binary32 number, either the processor's own or computed with integers ([`crate::softfloat::Soft32`]).
///
/// Every operation rounds once, to nearest even. There is no fused operation here on purpose: `a * b - c * d` with two
/// rounded products is exactly antisymmetric, which is what makes the shared edge of two triangles leave no crack.
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
        f32::mul_add(self, b, c)
    }
    #[inline(always)]
    fn from_u24(integer: u32) -> Self {
        integer as f32
    }
}
