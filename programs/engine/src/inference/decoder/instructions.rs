//! Which instructions the decoder is compiled to.

use crate::lanes::Work;

/// A set of instructions. Values exist only for sets that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instructions(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Instructions {
    /// What the build's target has anyway.
    pub const BASELINE: Self = Self(Set::Baseline);

    /// The fastest set of this processor.
    pub fn fastest() -> Self {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("f16c") {
            return Self(Set::Avx2);
        }
        Self::BASELINE
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self.0 {
            Set::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "x86-64 AVX2, FMA, F16C",
        }
    }

    /// True for AVX2, FMA and F16C.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn has_avx2(self) -> bool {
        self.0 == Set::Avx2
    }

    /// Runs `work`, compiled to these instructions.
    #[inline(always)]
    pub fn enter<W: Work>(self, work: W) -> W::Output {
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,fma,f16c")]
            fn with_avx2<W: Work>(work: W) -> W::Output {
                work.run()
            }
            if self.has_avx2() {
                // SAFETY: the value exists only where the processor has them.
                return unsafe { with_avx2(work) };
            }
        }
        work.run()
    }
}
