//! Eight lanes of AVX, where the processor has it.

use super::{Lanes, Work};
use core::arch::x86_64::{
    __m256, _CMP_LE_OQ, _CMP_LT_OQ, _mm256_add_ps, _mm256_cmp_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_min_ps,
    _mm256_movemask_ps, _mm256_mul_ps, _mm256_set1_ps, _mm256_storeu_ps, _mm256_sub_ps,
};

/// Eight lanes.
#[derive(Clone, Copy, Debug)]
pub struct Avx(__m256);

impl Lanes for Avx {
    const WIDTH: usize = 8;
    const NAME: &'static str = "x86-64 AVX, 8 lanes";
    type Array = [f32; 8];

    fn is_available() -> bool {
        std::arch::is_x86_feature_detected!("avx")
    }
    fn array(value: f32) -> [f32; 8] {
        [value; 8]
    }
    #[inline(always)]
    unsafe fn enter<W: Work>(work: W) -> W::Output {
        #[target_feature(enable = "avx")]
        fn with_avx<W: Work>(work: W) -> W::Output {
            work.run()
        }
        // SAFETY: the caller checked for AVX.
        unsafe { with_avx(work) }
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_set1_ps(value) })
    }
    #[inline(always)]
    unsafe fn load(array: &[f32; 8]) -> Self {
        // SAFETY: the array holds eight floats; no alignment is asked for.
        Self(unsafe { _mm256_loadu_ps(array.as_ptr()) })
    }
    #[inline(always)]
    unsafe fn store(self) -> [f32; 8] {
        let mut array = [0.0; 8];
        // SAFETY: the array holds eight floats; no alignment is asked for.
        unsafe { _mm256_storeu_ps(array.as_mut_ptr(), self.0) };
        array
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_add_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_sub_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_mul_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn lesser(self, other: Self) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_min_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn greater(self, other: Self) -> Self {
        // SAFETY: the caller checked for AVX.
        Self(unsafe { _mm256_max_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn at_most(self, other: Self) -> u32 {
        // SAFETY: the caller checked for AVX.
        unsafe { _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_LE_OQ>(self.0, other.0)) as u32 }
    }
    #[inline(always)]
    unsafe fn below(self, other: Self) -> u32 {
        // SAFETY: the caller checked for AVX.
        unsafe { _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_LT_OQ>(self.0, other.0)) as u32 }
    }
}
