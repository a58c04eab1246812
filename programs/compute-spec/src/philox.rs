//! Philox4x32-10, the counter-based random number generator of every job.
//!
//! Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).

use crate::real::Real;

const MULTIPLIERS: [u32; 2] = [0xd251_1f53, 0xcd9e_8d57];
const KEY_STEPS: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];
const ROUNDS: u32 = 10;

/// Four random words for a 128-bit counter under a 64-bit key (low word first in both).
#[inline(always)]
pub fn philox4x32(counter: [u32; 4], key: u64) -> [u32; 4] {
    let mut state = counter;
    let mut keys = [key as u32, (key >> 32) as u32];
    for _ in 0..ROUNDS {
        let first = u64::from(MULTIPLIERS[0]) * u64::from(state[0]);
        let second = u64::from(MULTIPLIERS[1]) * u64::from(state[2]);
        state = [
            (second >> 32) as u32 ^ state[1] ^ keys[0],
            second as u32,
            (first >> 32) as u32 ^ state[3] ^ keys[1],
            first as u32,
        ];
        keys = [keys[0].wrapping_add(KEY_STEPS[0]), keys[1].wrapping_add(KEY_STEPS[1])];
    }
    state
}

/// The upper 24 bits of a word as a number in [0, 1); exact.
#[inline(always)]
pub fn unit_interval<R: Real>(word: u32) -> R {
    R::from_u24(word >> 8) * R::constant(1.0 / 16_777_216.0)
}

/// Splits a word into an index below `count` and a fresh word for what is left of its randomness.
#[inline(always)]
pub fn pick(word: u32, count: u32) -> (u32, u32) {
    let product = u64::from(word) * u64::from(count);
    ((product >> 32) as u32, product as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known-answer vectors printed with the Random123 library (kat_vectors, philox4x32-10).
    #[test]
    fn agrees_with_the_published_known_answers() {
        assert_eq!(philox4x32([0; 4], 0), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32([u32::MAX; 4], u64::MAX), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let counter = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        let expected = [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1];
        assert_eq!(philox4x32(counter, 0x299f_31d0_a409_3822), expected);
    }

    #[test]
    fn picks_every_index_and_never_one_too_many() {
        assert_eq!(pick(0, 5).0, 0);
        assert_eq!(pick(u32::MAX, 5).0, 4);
        assert_eq!(pick(u32::MAX, 1), (0, u32::MAX));
    }
}
