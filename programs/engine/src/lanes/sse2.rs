//! Four lanes of SSE2, which every x86-64 processor has.

use super::{Lanes, Work};
use core::arch::x86_64::{
    __m128, _mm_add_ps, _mm_cmple_ps, _mm_cmplt_ps, _mm_loadu_ps, _mm_max_ps, _mm_min_ps, _mm_movemask_ps, _mm_mul_ps,
    _mm_set1_ps, _mm_storeu_ps, _mm_sub_ps,
};

/// Four lanes.
#[derive(Clone, Copy, Debug)]
pub struct Sse2(__m128);

impl Lanes for Sse2 {
    const WIDTH: usize = 4;
    const NAME: &'static str = "x86-64 SSE2, 4 lanes";
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
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_set1_ps(value) })
    }
    #[inline(always)]
    unsafe fn load(array: &[f32; 4]) -> Self {
        // SAFETY: the array holds four floats; no alignment is asked for.
        Self(unsafe { _mm_loadu_ps(array.as_ptr()) })
    }
    #[inline(always)]
    unsafe fn store(self) -> [f32; 4] {
        let mut array = [0.0; 4];
        // SAFETY: the array holds four floats; no alignment is asked for.
        unsafe { _mm_storeu_ps(array.as_mut_ptr(), self.0) };
        array
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_add_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_sub_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_mul_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn lesser(self, other: Self) -> Self {
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_min_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn greater(self, other: Self) -> Self {
        // SAFETY: the target has SSE2.
        Self(unsafe { _mm_max_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn at_most(self, other: Self) -> u32 {
        // SAFETY: the target has SSE2.
        unsafe { _mm_movemask_ps(_mm_cmple_ps(self.0, other.0)) as u32 }
    }
    #[inline(always)]
    unsafe fn below(self, other: Self) -> u32 {
        // SAFETY: the target has SSE2.
        unsafe { _mm_movemask_ps(_mm_cmplt_ps(self.0, other.0)) as u32 }
    }
}
