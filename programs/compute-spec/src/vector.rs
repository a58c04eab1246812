//! Three-vectors with the order of every operation written down.

use crate::real::Real;
use core::ops::{Add, Mul, Neg, Sub};

/// A point, a direction or a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vector3<R> {
    /// First component, or red.
    pub x: R,
    /// Second component, or green.
    pub y: R,
    /// Third component, or blue.
    pub z: R,
}

impl<R: Real> Vector3<R> {
    /// The vector of three components.
    #[inline(always)]
    pub fn new(x: R, y: R, z: R) -> Self {
        Self { x, y, z }
    }
    /// All components equal.
    #[inline(always)]
    pub fn splat(value: R) -> Self {
        Self::new(value, value, value)
    }
    /// From IEEE-754 bits.
    #[inline(always)]
    pub fn from_bits(bits: [u32; 3]) -> Self {
        Self::new(R::from_bits(bits[0]), R::from_bits(bits[1]), R::from_bits(bits[2]))
    }
    /// `(x·x' + y·y') + z·z'`.
    #[inline(always)]
    pub fn dot(self, other: Self) -> R {
        (self.x * other.x + self.y * other.y) + self.z * other.z
    }
    /// Cross product, each component a difference of two rounded products.
    #[inline(always)]
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }
    /// Component by component product.
    #[inline(always)]
    pub fn hadamard(self, other: Self) -> Self {
        Self::new(self.x * other.x, self.y * other.y, self.z * other.z)
    }
    /// `self · (1 / sqrt(self · self))`: one square root, one division, three products.
    #[inline(always)]
    pub fn normalised(self) -> Self {
        self * (R::constant(1.0) / self.dot(self).sqrt())
    }
    /// True when every component is a number that is neither infinite nor NaN.
    #[inline(always)]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.z.is_finite()
    }
}

impl<R: Real> Add for Vector3<R> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl<R: Real> Sub for Vector3<R> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl<R: Real> Mul<R> for Vector3<R> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: R) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl<R: Real> Neg for Vector3<R> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y, -self.z)
    }
}
