//! Weights as files store them.
//!
//! Block formats of ggml (`ggml-common.h`): `Q8_0` is an f16 scale and 32 signed bytes; `Q4_1` is an f16 scale, an f16 minimum
//! and 16 bytes, whose low halves are columns 0 to 15 and whose high halves are columns 16 to 31.

use super::{BLOCK, from_integer};
use crate::{functions::from_half, real::Real};

/// How a row of weights is stored; numbers are little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// IEEE-754 binary32.
    F32,
    /// IEEE-754 binary16.
    F16,
    /// 32 signed bytes with one scale.
    Q8_0,
    /// 32 halves of bytes with a scale and a minimum.
    Q4_1,
}

impl Encoding {
    /// Columns of one block.
    pub const fn block_columns(self) -> usize {
        match self {
            Self::F32 | Self::F16 => 1,
            Self::Q8_0 | Self::Q4_1 => BLOCK,
        }
    }
    /// Bytes of one block.
    pub const fn block_bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 => 2,
            Self::Q8_0 => 34,
            Self::Q4_1 => 20,
        }
    }
    /// Bytes of a row, or nothing where the columns are no whole number of blocks.
    pub const fn row_bytes(self, columns: usize) -> Option<usize> {
        if columns.is_multiple_of(self.block_columns()) {
            (columns / self.block_columns()).checked_mul(self.block_bytes())
        } else {
            None
        }
    }
}

/// The f16 at `offset`.
#[inline(always)]
pub(super) fn half_at<R: Real>(bytes: &[u8], offset: usize) -> R {
    from_half(u16::from_le_bytes([bytes[offset], bytes[offset + 1]]))
}

/// The weight in `column` of a row: `value · scale` of Q8_0, `fma(value, scale, minimum)` of Q4_1, exact otherwise.
///
/// Panics beyond the end of the row.
#[inline(always)]
pub fn element<R: Real>(encoding: Encoding, row: &[u8], column: usize) -> R {
    match encoding {
        Encoding::F32 => R::from_bits(crate::little_endian::u32_at(row, column * 4)),
        Encoding::F16 => half_at(row, column * 2),
        Encoding::Q8_0 => {
            let block = &row[column / BLOCK * 34..][..34];
            from_integer::<R>(i32::from(block[2 + column % BLOCK] as i8)) * half_at(block, 0)
        }
        Encoding::Q4_1 => {
            let block = &row[column / BLOCK * 20..][..20];
            let value = R::from_u24(u32::from(q4_value(block, column % BLOCK)));
            value.fused_multiply_add(half_at(block, 0), half_at(block, 2))
        }
    }
}

/// Value 0 to 15 in column 0 to 31 of a Q4_1 block.
#[inline(always)]
pub(super) fn q4_value(block: &[u8], column: usize) -> u8 {
    let byte = block[4 + column % 16];
    if column < 16 { byte & 15 } else { byte >> 4 }
}
