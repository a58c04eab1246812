//! A block of weights of eight rows at once, the rows side by side in the lanes.

use core::arch::x86_64::{
    __m128i, __m256, __m256i, _mm_loadu_si128, _mm256_and_si256, _mm256_castsi256_si128, _mm256_cvtph_ps,
    _mm256_extracti128_si256, _mm256_packus_epi32, _mm256_permute4x64_epi64, _mm256_set_epi32, _mm256_set_m128i,
    _mm256_set1_epi8, _mm256_set1_epi32, _mm256_srli_epi16, _mm256_srli_epi32, _mm256_unpackhi_epi32,
    _mm256_unpackhi_epi64, _mm256_unpacklo_epi32, _mm256_unpacklo_epi64,
};

/// Eight rows of quantised weights.
#[derive(Clone, Copy)]
pub(super) struct EightRows<'a> {
    pub bytes: &'a [u8],
    pub row_bytes: usize,
}

/// Thirty-two columns of eight rows.
pub(super) struct Block {
    /// Entry g: columns 4g to 4g + 3 as the bytes of each lane.
    pub columns: [__m256i; 8],
    pub scale: __m256,
    pub minimum: __m256,
}

impl EightRows<'_> {
    #[inline(always)]
    fn at<const N: usize>(&self, row: usize, offset: usize) -> &[u8; N] {
        match self.bytes[row * self.row_bytes + offset..].first_chunk() {
            Some(bytes) => bytes,
            None => unreachable!("a block lies inside its row"),
        }
    }

    /// Block `index` of Q4_1; values are 0 to 15.
    #[inline]
    #[target_feature(enable = "avx2,f16c")]
    pub(super) fn q4_1(&self, index: usize) -> Block {
        let offset = index * 20;
        let packed = self.dwords(offset + 4);
        let low = _mm256_set1_epi8(15);
        let mut columns = [low; 8];
        for (group, packed) in packed.into_iter().enumerate() {
            columns[group] = _mm256_and_si256(packed, low);
            columns[group + 4] = _mm256_and_si256(_mm256_srli_epi16::<4>(packed), low);
        }
        let both = self.word_of_each(|row| i32::from_le_bytes(*self.at(row, offset)));
        let [scale, minimum] = halves(both);
        Block { columns, scale, minimum }
    }

    /// Block `index` of Q8_0; values are signed bytes, and the minimum is not used.
    #[inline]
    #[target_feature(enable = "avx2,f16c")]
    pub(super) fn q8_0(&self, index: usize) -> Block {
        let offset = index * 34;
        let (first, second) = (self.dwords(offset + 2), self.dwords(offset + 18));
        let columns = [first[0], first[1], first[2], first[3], second[0], second[1], second[2], second[3]];
        let [scale, minimum] = halves(self.word_of_each(|row| i32::from(i16::from_le_bytes(*self.at(row, offset)))));
        Block { columns, scale, minimum }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn word_of_each(&self, word: impl Fn(usize) -> i32) -> __m256i {
        _mm256_set_epi32(word(7), word(6), word(5), word(4), word(3), word(2), word(1), word(0))
    }

    /// Sixteen bytes of each row from `offset` on as four vectors of one 32-bit word per row.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn dwords(&self, offset: usize) -> [__m256i; 4] {
        let pair = |row| _mm256_set_m128i(load(self.at(row + 4, offset)), load(self.at(row, offset)));
        let rows = [pair(0), pair(1), pair(2), pair(3)];
        let (low_01, low_23) = (_mm256_unpacklo_epi32(rows[0], rows[1]), _mm256_unpacklo_epi32(rows[2], rows[3]));
        let (high_01, high_23) = (_mm256_unpackhi_epi32(rows[0], rows[1]), _mm256_unpackhi_epi32(rows[2], rows[3]));
        [
            _mm256_unpacklo_epi64(low_01, low_23),
            _mm256_unpackhi_epi64(low_01, low_23),
            _mm256_unpacklo_epi64(high_01, high_23),
            _mm256_unpackhi_epi64(high_01, high_23),
        ]
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: sixteen bytes are there, and no alignment is asked for.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// The f16 in the low half of each word, and that in the high half.
#[inline]
#[target_feature(enable = "avx2,f16c")]
fn halves(words: __m256i) -> [__m256; 2] {
    let low = _mm256_and_si256(words, _mm256_set1_epi32(0xffff));
    let packed = _mm256_permute4x64_epi64::<0xd8>(_mm256_packus_epi32(low, _mm256_srli_epi32::<16>(words)));
    [_mm256_cvtph_ps(_mm256_castsi256_si128(packed)), _mm256_cvtph_ps(_mm256_extracti128_si256::<1>(packed))]
}
