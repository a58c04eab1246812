//! Eight pairs at a time with AVX2, where the processor has it.

use super::pair_kernel::{INTEGERS, LANES, PairKernel, QUANTA, total};
use core::{arch::x86_64::*, ops::Range};
use pyronet_compute_spec::dynamics::pair::{CLOSEST_SQUARED, Interaction};

/// Proof that this processor has AVX2.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

impl Avx2 {
    /// The kernel, where the processor has the instructions.
    pub fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Self(()))
    }
}

impl PairKernel for Avx2 {
    const NAME: &'static str = "lists, AVX2";

    #[inline(always)]
    fn force<const SHIFTED: bool>(
        self,
        interaction: &Interaction<f32>,
        positions: &[[u32; 4]],
        slot: usize,
        list: &[u32],
    ) -> ([i64; 3], u32) {
        // SAFETY: a value of this type exists only where the processor has AVX2.
        unsafe { force::<SHIFTED>(interaction, positions, slot, list) }
    }

    #[inline(always)]
    fn near(
        self,
        interaction: &Interaction<f32>,
        reach_squared: f32,
        position: [u32; 3],
        axes: &[Vec<u32>; 3],
        run: Range<usize>,
        near: &mut [u32],
    ) -> usize {
        // SAFETY: a value of this type exists only where the processor has AVX2.
        unsafe { self::near(interaction, reach_squared, position, axes, run, near) }
    }
}

/// Every operation as [`Interaction::radial`] and [`Interaction::separation`] write it, in the same order.
#[target_feature(enable = "avx2")]
fn force<const SHIFTED: bool>(
    interaction: &Interaction<f32>,
    positions: &[[u32; 4]],
    slot: usize,
    list: &[u32],
) -> ([i64; 3], u32) {
    let own = [0, 1, 2].map(|axis| _mm256_set1_epi32(positions[slot][axis] as i32));
    let quantum = interaction.quantum.map(|quantum| _mm256_set1_ps(quantum));
    let constant = |value: f32| _mm256_set1_ps(value);
    let (groups, _) = list.as_chunks::<LANES>();
    let mut sums = [_mm256_setzero_si256(); 3];
    let mut far = _mm256_setzero_si256();
    for group in groups {
        let others = transposed(positions, group);
        let separation = [0, 1, 2].map(|axis| scaled(own[axis], others[axis], quantum[axis]));
        let squared = length_squared(separation);
        let far_enough = _mm256_cmp_ps::<_CMP_GE_OQ>(squared, constant(CLOSEST_SQUARED));
        far = _mm256_sub_epi32(far, _mm256_castps_si256(far_enough));
        let within = _mm256_cmp_ps::<_CMP_LT_OQ>(squared, constant(interaction.cutoff_squared));
        let interacts = _mm256_and_ps(far_enough, within);

        let inverse_squared = _mm256_div_ps(constant(1.0), squared);
        let inverse_sixth = _mm256_mul_ps(_mm256_mul_ps(inverse_squared, inverse_squared), inverse_squared);
        let bracket = _mm256_sub_ps(inverse_sixth, constant(0.5));
        let product = _mm256_mul_ps(_mm256_mul_ps(constant(48.0), inverse_sixth), bracket);
        let mut force_over_distance = _mm256_mul_ps(product, inverse_squared);
        if SHIFTED {
            let shift = _mm256_div_ps(constant(interaction.force_at_cutoff), _mm256_sqrt_ps(squared));
            force_over_distance = _mm256_sub_ps(force_over_distance, shift);
        }
        for axis in 0..3 {
            let component = _mm256_mul_ps(_mm256_mul_ps(force_over_distance, separation[axis]), constant(QUANTA));
            let component = _mm256_and_ps(component, interacts);
            let halves = [_mm256_castps256_ps128(component), _mm256_extractf128_ps::<1>(component)];
            for half in halves {
                let rounded = _mm256_add_pd(_mm256_cvtps_pd(half), _mm256_set1_pd(INTEGERS));
                sums[axis] = _mm256_add_epi64(sums[axis], _mm256_castpd_si256(rounded));
            }
        }
    }
    let far: u32 = lanes_of_u32(far).into_iter().sum();
    (sums.map(|sum| total(lanes_of_i64(sum), groups.len())), (groups.len() * LANES) as u32 - far)
}

#[target_feature(enable = "avx2")]
fn near(
    interaction: &Interaction<f32>,
    reach_squared: f32,
    position: [u32; 3],
    axes: &[Vec<u32>; 3],
    run: Range<usize>,
    near: &mut [u32],
) -> usize {
    let own = position.map(|component| _mm256_set1_epi32(component as i32));
    let quantum = interaction.quantum.map(|quantum| _mm256_set1_ps(quantum));
    let mut count = 0;
    for first in run.clone().step_by(LANES) {
        let separation = [0, 1, 2].map(|axis| {
            let others: &[u32; LANES] = eight(&axes[axis], first);
            // SAFETY: the array holds eight words; no alignment is asked for.
            let others = unsafe { _mm256_loadu_si256(others.as_ptr().cast()) };
            scaled(own[axis], others, quantum[axis])
        });
        let close = _mm256_cmp_ps::<_CMP_LT_OQ>(length_squared(separation), _mm256_set1_ps(reach_squared));
        let in_run = (1_u32 << (run.end - first).min(LANES)) - 1;
        let chosen = (_mm256_movemask_ps(close) as u32 & in_run) as usize;
        // SAFETY: the array holds eight words; no alignment is asked for.
        let order = unsafe { _mm256_loadu_si256(CHOSEN_FIRST[chosen].as_ptr().cast()) };
        let places = _mm256_add_epi32(_mm256_set1_epi32(first as i32), order);
        let Some(target) = near[count..].first_chunk_mut::<LANES>() else { break };
        // SAFETY: the array holds eight words; no alignment is asked for.
        unsafe { _mm256_storeu_si256(target.as_mut_ptr().cast(), places) };
        count += chosen.count_ones() as usize;
    }
    count
}

/// For every choice of lanes, the chosen ones in ascending order; zeros after them.
static CHOSEN_FIRST: [[u32; LANES]; 1 << LANES] = {
    let mut table = [[0; LANES]; 1 << LANES];
    let mut chosen = 0;
    while chosen < table.len() {
        let (mut lane, mut place) = (0, 0);
        while lane < LANES {
            if chosen >> lane & 1 == 1 {
                table[chosen][place] = lane as u32;
                place += 1;
            }
            lane += 1;
        }
        chosen += 1;
    }
    table
};

/// Eight words from `first` on. Panics when there are fewer.
#[inline(always)]
fn eight(words: &[u32], first: usize) -> &[u32; LANES] {
    match words[first..].first_chunk() {
        Some(words) => words,
        None => panic!("the axes are padded by a group"),
    }
}

/// The difference of positions as a length, in σ.
#[inline]
#[target_feature(enable = "avx2")]
fn scaled(own: __m256i, others: __m256i, quantum: __m256) -> __m256 {
    _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_sub_epi32(own, others)), quantum)
}

#[inline]
#[target_feature(enable = "avx2")]
fn length_squared([x, y, z]: [__m256; 3]) -> __m256 {
    _mm256_add_ps(_mm256_add_ps(_mm256_mul_ps(x, x), _mm256_mul_ps(y, y)), _mm256_mul_ps(z, z))
}

/// Eight positions, by axis.
#[inline]
#[target_feature(enable = "avx2")]
fn transposed(positions: &[[u32; 4]], group: &[u32; LANES]) -> [__m256i; 3] {
    let load = |lane: usize| {
        let position: &[u32; 4] = &positions[group[lane] as usize];
        // SAFETY: the array holds four words; no alignment is asked for.
        unsafe { _mm_loadu_si128(position.as_ptr().cast()) }
    };
    // Lane i in the lower and lane i + 4 in the upper half.
    let rows = [0, 1, 2, 3].map(|lane| _mm256_set_m128i(load(lane + 4), load(lane)));
    let first = [_mm256_unpacklo_epi32(rows[0], rows[1]), _mm256_unpackhi_epi32(rows[0], rows[1])];
    let second = [_mm256_unpacklo_epi32(rows[2], rows[3]), _mm256_unpackhi_epi32(rows[2], rows[3])];
    [
        _mm256_unpacklo_epi64(first[0], second[0]),
        _mm256_unpackhi_epi64(first[0], second[0]),
        _mm256_unpacklo_epi64(first[1], second[1]),
    ]
}

#[inline]
#[target_feature(enable = "avx2")]
fn lanes_of_i64(vector: __m256i) -> [i64; 4] {
    let mut lanes = [0; 4];
    // SAFETY: the array holds four words; no alignment is asked for.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), vector) };
    lanes
}

#[inline]
#[target_feature(enable = "avx2")]
fn lanes_of_u32(vector: __m256i) -> [u32; LANES] {
    let mut lanes = [0; LANES];
    // SAFETY: the array holds eight words; no alignment is asked for.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), vector) };
    lanes
}
