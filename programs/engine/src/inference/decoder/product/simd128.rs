//! Four rows of a quantised matrix at once in WebAssembly's fixed-width SIMD: each lane is one row's chain of profile I8.
//!
//! Relaxed SIMD is not used, for its results may differ between machines.

use super::{super::MAX_BATCH, Rows};
use core::arch::wasm32::{
    f32x4_convert_i32x4, f32x4_demote_f64x2_zero, f32x4_extract_lane, f32x4_ge, f32x4_mul, f32x4_splat, f64x2_abs,
    f64x2_add, f64x2_gt, f64x2_mul, f64x2_promote_low_f32x4, f64x2_splat, f64x2_sub, i16x8_extend_high_i8x16,
    i16x8_extend_low_i8x16, i32x4, i32x4_add, i32x4_dot_i16x8, i32x4_shl, i32x4_shuffle, i32x4_splat, i64x2_add,
    i64x2_shl, i64x2_shuffle, i64x2_splat, i64x2_sub, u8x16_shr, u8x16_splat, u64x2_shr, v128, v128_and, v128_load,
    v128_or, v128_xor,
};
use pyronet_compute_spec::{
    operations::{BLOCK, Encoding, QuantisedBlock},
    plan::PROFILE_I8,
};

const ROWS: usize = 4;

/// Thirty-two signed integers as four vectors of 16-bit ones.
type Words = [v128; 4];

/// Computes as many whole groups of four rows as there are, and says how many rows that was.
pub(super) fn multiply(rows: &Rows<'_>, out: &mut [f32]) -> usize {
    let count = rows.x.rows();
    if rows.profile != PROFILE_I8 || count > MAX_BATCH {
        return 0;
    }
    let group: fn(&Rows<'_>, usize, &mut [f32]) = match (rows.matrix.encoding(), count) {
        (Encoding::Q4_1, 1) => four_rows::<20, true>,
        (Encoding::Q4_1, _) => four_rows::<20, false>,
        (Encoding::Q8_0, 1) => four_rows::<34, true>,
        (Encoding::Q8_0, _) => four_rows::<34, false>,
        (Encoding::F32 | Encoding::F16, _) => return 0,
    };
    let groups = out.len() / (ROWS * count);
    for (index, out) in out.chunks_exact_mut(ROWS * count).enumerate() {
        group(rows, rows.first + index * ROWS, out);
    }
    groups * ROWS
}

/// Rows from `first` on, in blocks of `BYTES`: 20 is Q4_1, 34 is Q8_0. A `SINGLE` position needs no weights or sums in memory.
fn four_rows<const BYTES: usize, const SINGLE: bool>(rows: &Rows<'_>, first: usize, out: &mut [f32]) {
    let has_minimum = BYTES == 20;
    let (blocks, count) = (rows.x.columns / BLOCK, if SINGLE { 1 } else { rows.x.rows() });
    let weights: [_; ROWS] = core::array::from_fn(|row| rows.matrix.row(first + row).as_chunks::<BYTES>().0);
    let mut sums = [f32x4_splat(0.0); MAX_BATCH];
    for index in 0..blocks {
        let block = weights.map(|row| &row[index]);
        let words = block.map(|block| if has_minimum { q4_words(block) } else { i8_words(&block[2..]) });
        let scale = halves(block, 0);
        let minimum = if has_minimum { halves(block, 2) } else { f32x4_splat(0.0) };
        for (position, sum) in sums[..count].iter_mut().enumerate() {
            let x = &rows.x.blocks[position * blocks + index];
            let x_scale = f32x4_splat(x.scale);
            let products = f32x4_convert_i32x4(products(&words, x));
            *sum = multiply_add(products, f32x4_mul(scale, x_scale), *sum);
            if has_minimum {
                *sum = multiply_add(f32x4_splat(x.sum as f32), f32x4_mul(minimum, x_scale), *sum);
            }
        }
    }
    for (position, sum) in sums[..count].iter().enumerate() {
        let lanes = [
            f32x4_extract_lane::<0>(*sum),
            f32x4_extract_lane::<1>(*sum),
            f32x4_extract_lane::<2>(*sum),
            f32x4_extract_lane::<3>(*sum),
        ];
        for (row, lane) in lanes.into_iter().enumerate() {
            out[row * count + position] = lane;
        }
    }
}

/// The f16 at `offset` of each block, exactly. What is shifted into place is 2^112 too small, subnormals too; infinities and
/// NaNs, then 2^16 and above, get their exponent back.
#[inline(always)]
fn halves<const BYTES: usize>(block: [&[u8; BYTES]; ROWS], offset: usize) -> v128 {
    let [a, b, c, d] = block.map(|block| i32::from(i16::from_le_bytes([block[offset], block[offset + 1]])));
    let bits = i32x4(a, b, c, d);
    let small = i32x4_shl(v128_and(bits, i32x4_splat(0x7fff)), 13);
    let magnitude = f32x4_mul(small, f32x4_splat(f32::from_bits(239 << 23)));
    let endless = v128_and(f32x4_ge(magnitude, f32x4_splat(65_536.0)), i32x4_splat(0x7f80_0000));
    v128_or(v128_or(magnitude, endless), v128_and(bits, i32x4_splat(i32::MIN)))
}

/// The first sixteen of `bytes`.
#[inline(always)]
fn load(bytes: &[u8]) -> v128 {
    let bytes = &bytes[..16];
    // SAFETY: sixteen bytes are there, and no alignment is asked for.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[inline(always)]
fn load_signed(bytes: &[i8]) -> v128 {
    let bytes = &bytes[..16];
    // SAFETY: as in `load`.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[inline(always)]
fn words_of(first: v128, second: v128) -> Words {
    [
        i16x8_extend_low_i8x16(first),
        i16x8_extend_high_i8x16(first),
        i16x8_extend_low_i8x16(second),
        i16x8_extend_high_i8x16(second),
    ]
}

#[inline(always)]
fn i8_words(bytes: &[u8]) -> Words {
    words_of(load(bytes), load(&bytes[16..]))
}

#[inline(always)]
fn q4_words(block: &[u8]) -> Words {
    let packed = load(&block[4..]);
    words_of(v128_and(packed, u8x16_splat(15)), u8x16_shr(packed, 4))
}

/// Σ value · x per row.
#[inline(always)]
fn products(words: &[Words; ROWS], x: &QuantisedBlock<f32>) -> v128 {
    let [first, second] = [&x.values[..16], &x.values[16..]].map(load_signed);
    let x = words_of(first, second);
    let [a, b, c, d] = words.map(|row| {
        let low = i32x4_add(i32x4_dot_i16x8(row[0], x[0]), i32x4_dot_i16x8(row[1], x[1]));
        let high = i32x4_add(i32x4_dot_i16x8(row[2], x[2]), i32x4_dot_i16x8(row[3], x[3]));
        i32x4_add(low, high)
    });
    // Halves of the lanes added twice, so that lane r ends as row r's sum.
    let ab = i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
    let cd = i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
    i32x4_add(i64x2_shuffle::<0, 2>(ab, cd), i64x2_shuffle::<1, 3>(ab, cd))
}

/// `a * b + c` in each lane, rounded once: [`pyronet_compute_spec::real::multiply_add_in_f64`], two lanes at a time.
#[inline(always)]
fn multiply_add(a: v128, b: v128, c: v128) -> v128 {
    let high = |x| i64x2_shuffle::<1, 1>(x, x);
    let low = two_lanes(a, b, c);
    let high = two_lanes(high(a), high(b), high(c));
    i64x2_shuffle::<0, 2>(low, high)
}

#[inline(always)]
fn two_lanes(a: v128, b: v128, c: v128) -> v128 {
    let product = f64x2_mul(f64x2_promote_low_f32x4(a), f64x2_promote_low_f32x4(b));
    let c = f64x2_promote_low_f32x4(c);
    let sum = f64x2_add(product, c);
    let added = f64x2_sub(sum, product);
    let error = f64x2_add(f64x2_sub(product, f64x2_sub(sum, added)), f64x2_sub(c, added));
    let inexact = f64x2_gt(f64x2_abs(error), f64x2_splat(0.0));
    let even = i64x2_sub(v128_and(sum, i64x2_splat(1)), i64x2_splat(1));
    // One or, with opposite signs, minus one; x86 has no arithmetic shift of 64 bits.
    let step = i64x2_sub(i64x2_splat(1), i64x2_shl(u64x2_shr(v128_xor(sum, error), 63), 1));
    f32x4_demote_f64x2_zero(i64x2_add(sum, v128_and(step, v128_and(inexact, even))))
}
