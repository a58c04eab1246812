//! Eight rows of a quantised matrix at once: integer sums need no horizontal addition, and each lane is one row's chain.

use super::{
    super::MAX_BATCH,
    Rows,
    eight_rows::{Block, EightRows},
};
use core::arch::x86_64::{
    __m256, __m256i, _mm_cvtsi32_si128, _mm256_abs_epi8, _mm256_add_epi16, _mm256_add_epi32, _mm256_and_si256,
    _mm256_cvtepi32_ps, _mm256_fmadd_ps, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16,
    _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_sign_epi8, _mm256_sll_epi32,
    _mm256_srai_epi32, _mm256_srl_epi32, _mm256_storeu_ps,
};
use pyronet_compute_spec::{
    operations::{BLOCK, Encoding, QuantisedBlock},
    plan::PROFILE_I8,
};

const ROWS: usize = 8;

/// Computes as many whole groups of eight rows as there are, and says how many rows that was.
///
/// The caller made sure of AVX2, FMA and F16C.
pub(super) fn multiply(rows: &Rows<'_>, out: &mut [f32]) -> usize {
    let count = rows.x.rows();
    let quantised = matches!(rows.matrix.encoding(), Encoding::Q4_1 | Encoding::Q8_0);
    if !quantised || count > MAX_BATCH {
        return 0;
    }
    let groups = out.len() / (ROWS * count);
    for (group, out) in out.chunks_exact_mut(ROWS * count).enumerate() {
        let first = rows.first + group * ROWS;
        let eight = EightRows { bytes: rows.matrix.rows_from(first), row_bytes: rows.matrix.row(first).len() };
        // SAFETY: the caller made sure of the instructions.
        unsafe {
            match (rows.profile == PROFILE_I8, rows.matrix.encoding()) {
                (true, Encoding::Q4_1) => integer_q4_1(rows, eight, out),
                (true, _) => integer_q8_0(rows, eight, out),
                (false, Encoding::Q4_1) => float_q4_1(rows, eight, out),
                (false, _) => float_q8_0(rows, eight, out),
            }
        }
    }
    groups * ROWS
}

#[target_feature(enable = "avx2,fma,f16c")]
fn integer_q4_1(rows: &Rows<'_>, eight: EightRows<'_>, out: &mut [f32]) {
    let (blocks, count) = (rows.x.columns / BLOCK, rows.x.rows());
    let mut sums = [_mm256_setzero_ps(); MAX_BATCH];
    for index in 0..blocks {
        let block = eight.q4_1(index);
        for (position, sum) in sums[..count].iter_mut().enumerate() {
            let x = &rows.x.blocks[position * blocks + index];
            let scale = _mm256_set1_ps(x.scale);
            let products = _mm256_cvtepi32_ps(unsigned_products(&block, x));
            *sum = _mm256_fmadd_ps(products, _mm256_mul_ps(block.scale, scale), *sum);
            let minimum = _mm256_mul_ps(block.minimum, scale);
            *sum = _mm256_fmadd_ps(_mm256_set1_ps(x.sum as f32), minimum, *sum);
        }
    }
    store(&sums[..count], out);
}

#[target_feature(enable = "avx2,fma,f16c")]
fn integer_q8_0(rows: &Rows<'_>, eight: EightRows<'_>, out: &mut [f32]) {
    let (blocks, count) = (rows.x.columns / BLOCK, rows.x.rows());
    let mut sums = [_mm256_setzero_ps(); MAX_BATCH];
    for index in 0..blocks {
        let block = eight.q8_0(index);
        for (position, sum) in sums[..count].iter_mut().enumerate() {
            let x = &rows.x.blocks[position * blocks + index];
            let scale = _mm256_mul_ps(block.scale, _mm256_set1_ps(x.scale));
            *sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(signed_products(&block, x)), scale, *sum);
        }
    }
    store(&sums[..count], out);
}

#[target_feature(enable = "avx2,fma,f16c")]
fn float_q4_1(rows: &Rows<'_>, eight: EightRows<'_>, out: &mut [f32]) {
    let count = rows.x.rows();
    let mut sums = [_mm256_setzero_ps(); MAX_BATCH];
    for index in 0..rows.x.columns / BLOCK {
        let block = eight.q4_1(index);
        let mut weights = [_mm256_setzero_ps(); BLOCK];
        for (column, weight) in weights.iter_mut().enumerate() {
            let shifted = _mm256_srl_epi32(block.columns[column / 4], _mm_cvtsi32_si128(8 * (column % 4) as i32));
            let value = _mm256_cvtepi32_ps(_mm256_and_si256(shifted, _mm256_set1_epi32(15)));
            *weight = _mm256_fmadd_ps(value, block.scale, block.minimum);
        }
        add_products(&mut sums[..count], rows, index, &weights);
    }
    store(&sums[..count], out);
}

#[target_feature(enable = "avx2,fma,f16c")]
fn float_q8_0(rows: &Rows<'_>, eight: EightRows<'_>, out: &mut [f32]) {
    let count = rows.x.rows();
    let mut sums = [_mm256_setzero_ps(); MAX_BATCH];
    for index in 0..rows.x.columns / BLOCK {
        let block = eight.q8_0(index);
        let mut weights = [_mm256_setzero_ps(); BLOCK];
        for (column, weight) in weights.iter_mut().enumerate() {
            let shift = _mm_cvtsi32_si128(24 - 8 * (column % 4) as i32);
            let value = _mm256_srai_epi32::<24>(_mm256_sll_epi32(block.columns[column / 4], shift));
            *weight = _mm256_mul_ps(_mm256_cvtepi32_ps(value), block.scale);
        }
        add_products(&mut sums[..count], rows, index, &weights);
    }
    store(&sums[..count], out);
}

/// Thirty-two terms of each chain of profile F32.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn add_products(sums: &mut [__m256], rows: &Rows<'_>, index: usize, weights: &[__m256; BLOCK]) {
    for (position, sum) in sums.iter_mut().enumerate() {
        let x = &rows.x.row(position)[index * BLOCK..][..BLOCK];
        for (weight, x) in weights.iter().zip(x) {
            *sum = _mm256_fmadd_ps(*weight, _mm256_set1_ps(*x), *sum);
        }
    }
}

/// Four values of a block of activations, in every lane.
#[inline(always)]
fn four(x: &QuantisedBlock<f32>, group: usize) -> i32 {
    let values = &x.values[4 * group..][..4];
    i32::from_le_bytes([values[0] as u8, values[1] as u8, values[2] as u8, values[3] as u8])
}

/// Σ value · x per row, values at most 15: eight sums of two products stay below 2^15.
#[inline]
#[target_feature(enable = "avx2")]
fn unsigned_products(block: &Block, x: &QuantisedBlock<f32>) -> __m256i {
    let mut sums = _mm256_setzero_si256();
    for (group, columns) in block.columns.iter().enumerate() {
        sums = _mm256_add_epi16(sums, _mm256_maddubs_epi16(*columns, _mm256_set1_epi32(four(x, group))));
    }
    _mm256_madd_epi16(sums, _mm256_set1_epi16(1))
}

/// Σ value · x per row. The sign moves to x, which is never −128, and 128 · 127 · 2 stays below 2^15.
#[inline]
#[target_feature(enable = "avx2")]
fn signed_products(block: &Block, x: &QuantisedBlock<f32>) -> __m256i {
    let mut sums = _mm256_setzero_si256();
    for (group, columns) in block.columns.iter().enumerate() {
        let x = _mm256_sign_epi8(_mm256_set1_epi32(four(x, group)), *columns);
        let pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(*columns), x);
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
    sums
}

/// Writes lane r of sum p to row r, position p.
#[inline]
#[target_feature(enable = "avx2")]
fn store(sums: &[__m256], out: &mut [f32]) {
    for (position, sum) in sums.iter().enumerate() {
        let mut lanes = [0.0; ROWS];
        // SAFETY: eight floats fit, and no alignment is asked for.
        unsafe { _mm256_storeu_ps(lanes.as_mut_ptr(), *sum) };
        for (row, lane) in lanes.into_iter().enumerate() {
            out[row * sums.len() + position] = lane;
        }
    }
}
