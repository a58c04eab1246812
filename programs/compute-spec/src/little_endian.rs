//! Reading little-endian words out of bytes whose length was checked before.

/// The u32 at `offset`. Panics beyond the end; callers check lengths once, when they parse a header.
#[inline(always)]
pub fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[offset..offset + 4]);
    u32::from_le_bytes(word)
}

/// The u64 at `offset`; same rule as [`u32_at`].
#[inline(always)]
pub fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[offset..offset + 8]);
    u64::from_le_bytes(word)
}

/// Three consecutive u32 at `offset`; same rule as [`u32_at`].
#[inline(always)]
pub fn u32x3_at(bytes: &[u8], offset: usize) -> [u32; 3] {
    [u32_at(bytes, offset), u32_at(bytes, offset + 4), u32_at(bytes, offset + 8)]
}
