//! Reading plain data out of bytes, and the assertions that keep layouts where they are.

/// Plain data: every bit pattern is a value, no padding, no pointers.
///
/// # Safety
/// Implement only for `#[repr(C)]` structs of integers, addresses and byte arrays whose fields
/// leave no padding; `plain_data!` proves that at compile time.
pub unsafe trait PlainData: Copy {
    /// The value in the first bytes of `data`, or `None` when there are too few.
    #[inline(always)]
    fn read(data: &[u8]) -> Option<Self> {
        if data.len() < core::mem::size_of::<Self>() {
            return None;
        }
        // SAFETY: the length was checked, every bit pattern is a value, and the read allows any alignment.
        Some(unsafe { core::ptr::read_unaligned(data.as_ptr().cast::<Self>()) })
    }

    /// The bytes of the value.
    #[inline(always)]
    fn as_bytes(&self) -> &[u8] {
        // SAFETY: the type has no padding, so every byte is initialised.
        unsafe {
            core::slice::from_raw_parts(
                core::ptr::from_ref(self).cast::<u8>(),
                core::mem::size_of::<Self>(),
            )
        }
    }
}

/// An account type: plain data that starts with its discriminator and its layout version.
///
/// # Safety
/// As for [`PlainData`]; alignment must not exceed 8, the alignment of account data.
pub unsafe trait AccountData: PlainData {
    const DISCRIMINATOR: u8;
    const VERSION: u8 = 1;
    const SIZE: usize = core::mem::size_of::<Self>();
}

/// Declares a struct to be plain data of an exact size, with the offsets others rely on. That the
/// fields leave no padding is checked where the interface description is written: there the sum
/// of the field sizes must be this size.
#[macro_export]
macro_rules! plain_data {
    ($name:ident, $size:expr, { $($field:ident @ $offset:expr),* $(,)? }) => {
        const _: () = {
            assert!(core::mem::size_of::<$name>() == $size);
            assert!(core::mem::align_of::<$name>() <= 8);
            $(assert!(core::mem::offset_of!($name, $field) == $offset);)*
        };
        // SAFETY: size and offsets are asserted above; the interface description's writer proves that no padding exists.
        unsafe impl $crate::layout::PlainData for $name {}
    };
}

/// Declares an account type: discriminator, exact size and the offsets others filter by.
#[macro_export]
macro_rules! account_data {
    ($name:ident, $discriminator:expr, $size:expr, { $($field:ident @ $offset:expr),* $(,)? }) => {
        $crate::plain_data!($name, $size, { discriminator @ 0, layout_version @ 1, bump @ 2, $($field @ $offset),* });
        // SAFETY: plain data by the macro above, alignment asserted there.
        unsafe impl $crate::layout::AccountData for $name {
            const DISCRIMINATOR: u8 = $discriminator;
        }
    };
}

/// The fixed part of an instruction's data behind its discriminator; what follows it, if
/// anything, is a counted list of 32-byte hashes.
///
/// # Safety
/// As for [`PlainData`]; alignment must be 1.
pub unsafe trait InstructionData: PlainData {
    const DISCRIMINATOR: u8;
    const SIZE: usize = core::mem::size_of::<Self>();

    /// Writes the instruction's data, its discriminator first, to the start of `buffer` and returns
    /// it; `None` where it does not fit.
    fn encode<'a>(&self, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
        let data = buffer.get_mut(..Self::SIZE.checked_add(1)?)?;
        let (first, rest) = data.split_first_mut()?;
        *first = Self::DISCRIMINATOR;
        rest.copy_from_slice(self.as_bytes());
        Some(data)
    }
}

/// Declares a packed struct to be the arguments of an instruction.
#[macro_export]
macro_rules! instruction_data {
    ($name:ident, $discriminator:expr, $size:expr) => {
        const _: () = {
            assert!(core::mem::size_of::<$name>() == $size);
            assert!(core::mem::align_of::<$name>() == 1);
        };
        // SAFETY: packed, hence without padding; the fields are integers, addresses and byte arrays.
        unsafe impl $crate::layout::PlainData for $name {}
        // SAFETY: plain data by the line above, alignment asserted.
        unsafe impl $crate::layout::InstructionData for $name {
            const DISCRIMINATOR: u8 = $discriminator;
        }
    };
}
