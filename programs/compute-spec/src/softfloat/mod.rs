//! IEEE-754 binary32 with integers only: round to nearest even, subnormals kept, every NaN result 0x7fc00000.
//!
//! Functions take and return bits. They are written for a machine whose 64-bit multiply, divide and shift cost one step
//! each and which has no count-leading-zeros (the Solana virtual machine); the processor's own floats are the reference
//! they are tested against.

mod add;
mod compare;
mod convert;
mod divide;
mod fused;
mod multiply;
mod rounding;
mod square_root;

pub use add::{add, subtract};
pub use compare::{equal, less, less_or_equal};
pub use convert::{from_i32, from_i64, from_u32, to_fixed, to_i32_truncated};
pub use divide::divide;
pub use fused::{fused_multiply_add, fused_multiply_add_integer};
pub use multiply::multiply;
pub use square_root::square_root;

use crate::real::Real;
use core::{
    cmp::Ordering,
    ops::{Add, Div, Mul, Neg, Sub},
};

/// The bits of every NaN result.
pub const CANONICAL_NAN: u32 = 0x7fc0_0000;
/// Positive infinity.
pub const INFINITY: u32 = 0x7f80_0000;
const SIGN: u32 = 0x8000_0000;
const FRACTION: u32 = 0x7f_ffff;
const IMPLICIT: u64 = 0x80_0000;

#[inline(always)]
fn biased_exponent(x: u32) -> u64 {
    u64::from((x >> 23) & 0xff)
}
/// 24-bit significand of a normal number.
#[inline(always)]
fn significand(x: u32) -> u64 {
    u64::from(x & FRACTION) | IMPLICIT
}
#[inline(always)]
fn is_normal_exponent(exponent: u64) -> bool {
    exponent.wrapping_sub(1) <= 253
}
#[inline(always)]
fn is_nan(x: u32) -> bool {
    x & !SIGN > INFINITY
}
#[inline(always)]
fn is_infinite(x: u32) -> bool {
    x & !SIGN == INFINITY
}
#[inline(always)]
fn is_zero(x: u32) -> bool {
    x & !SIGN == 0
}
#[inline(always)]
fn signs_differ(x: u32, y: u32) -> bool {
    (x ^ y) & SIGN != 0
}

/// A binary32 number computed with integers.
#[derive(Clone, Copy, Debug)]
pub struct Soft32(u32);

impl Add for Soft32 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(add(self.0, other.0))
    }
}
impl Sub for Soft32 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(subtract(self.0, other.0))
    }
}
impl Mul for Soft32 {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(multiply(self.0, other.0))
    }
}
impl Div for Soft32 {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self(divide(self.0, other.0))
    }
}
impl Neg for Soft32 {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0 ^ SIGN)
    }
}
impl PartialEq for Soft32 {
    fn eq(&self, other: &Self) -> bool {
        equal(self.0, other.0)
    }
}
impl PartialOrd for Soft32 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if equal(self.0, other.0) {
            Some(Ordering::Equal)
        } else if less(self.0, other.0) {
            Some(Ordering::Less)
        } else if less(other.0, self.0) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
    fn lt(&self, other: &Self) -> bool {
        less(self.0, other.0)
    }
    fn le(&self, other: &Self) -> bool {
        less_or_equal(self.0, other.0)
    }
    fn gt(&self, other: &Self) -> bool {
        less(other.0, self.0)
    }
    fn ge(&self, other: &Self) -> bool {
        less_or_equal(other.0, self.0)
    }
}

impl Real for Soft32 {
    fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
    fn to_bits(self) -> u32 {
        self.0
    }
    fn sqrt(self) -> Self {
        Self(square_root(self.0))
    }
    fn fused_multiply_add(self, b: Self, c: Self) -> Self {
        Self(fused_multiply_add(self.0, b.0, c.0))
    }
    fn from_u24(integer: u32) -> Self {
        Self(from_u32(integer))
    }
}
