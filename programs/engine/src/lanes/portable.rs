//! Four lanes as a plain array, for processors without a back end of their own.

use super::{Lanes, Work};
/// Four lanes.
#[derive(Clone, Copy, Debug)]
pub struct Portable([f32; 4]);

impl Lanes for Portable {
    const WIDTH: usize = 4;
    const NAME: &'static str = "portable, 4 lanes";
    type Array = [f32; 4];

    fn is_available() -> bool {
        true
    }
    fn array(value: f32) -> [f32; 4] {
        [value; 4]
    }
    #[inline(always)]
    unsafe fn enter<W: Work>(work: W) -> W::Output {
        work.run()
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Self([value; 4])
    }
    #[inline(always)]
    unsafe fn load(array: &[f32; 4]) -> Self {
        Self(*array)
    }
    #[inline(always)]
    unsafe fn store(self) -> [f32; 4] {
        self.0
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    unsafe fn lesser(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    unsafe fn greater(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    unsafe fn at_most(self, other: Self) -> u32 {
        self.mask(other, |a, b| a <= b)
    }
    #[inline(always)]
    unsafe fn below(self, other: Self) -> u32 {
        self.mask(other, |a, b| a < b)
    }
}

impl Portable {
    #[inline(always)]
    fn zip(self, other: Self, operation: impl Fn(f32, f32) -> f32) -> Self {
        Self(core::array::from_fn(|lane| operation(self.0[lane], other.0[lane])))
    }
    #[inline(always)]
    fn mask(self, other: Self, holds: impl Fn(f32, f32) -> bool) -> u32 {
        (0..4).map(|lane| u32::from(holds(self.0[lane], other.0[lane])) << lane).sum()
    }
}
