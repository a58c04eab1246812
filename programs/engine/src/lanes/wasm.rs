//! Four lanes of WebAssembly's fixed-width SIMD.

use super::{Lanes, Work};
use core::arch::wasm32::{
    f32x4_add, f32x4_le, f32x4_lt, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub, i32x4_bitmask, v128,
    v128_load, v128_store,
};

/// Four lanes.
#[derive(Clone, Copy, Debug)]
pub struct Wasm(v128);

impl Lanes for Wasm {
    const WIDTH: usize = 4;
    const NAME: &'static str = "WebAssembly SIMD, 4 lanes";
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
        Self(f32x4_splat(value))
    }
    #[inline(always)]
    unsafe fn load(array: &[f32; 4]) -> Self {
        // SAFETY: the array holds four floats; no alignment is asked for.
        Self(unsafe { v128_load(array.as_ptr().cast()) })
    }
    #[inline(always)]
    unsafe fn store(self) -> [f32; 4] {
        let mut array = [0.0; 4];
        // SAFETY: the array holds four floats; no alignment is asked for.
        unsafe { v128_store(array.as_mut_ptr().cast(), self.0) };
        array
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0))
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        Self(f32x4_sub(self.0, other.0))
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        Self(f32x4_mul(self.0, other.0))
    }
    #[inline(always)]
    unsafe fn lesser(self, other: Self) -> Self {
        Self(f32x4_pmin(other.0, self.0))
    }
    #[inline(always)]
    unsafe fn greater(self, other: Self) -> Self {
        Self(f32x4_pmax(other.0, self.0))
    }
    #[inline(always)]
    unsafe fn at_most(self, other: Self) -> u32 {
        u32::from(i32x4_bitmask(f32x4_le(self.0, other.0)))
    }
    #[inline(always)]
    unsafe fn below(self, other: Self) -> u32 {
        u32::from(i32x4_bitmask(f32x4_lt(self.0, other.0)))
    }
}
