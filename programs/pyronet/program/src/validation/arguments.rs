use pinocchio::{error::ProgramError, ProgramResult};
use pyronet_interface::{error::PyronetError, layout::InstructionData};

/// The arguments of an instruction, exactly as long as they must be.
#[inline(always)]
pub fn arguments<T: InstructionData>(data: &[u8]) -> Result<&T, ProgramError> {
    if data.len() != T::SIZE {
        return Err(PyronetError::InvalidInstruction.into());
    }
    // SAFETY: the length was checked, `T` is packed (alignment 1) and every bit pattern is a value.
    Ok(unsafe { &*data.as_ptr().cast::<T>() })
}

/// Arguments followed by a counted list of hashes.
#[inline(always)]
pub fn arguments_with_proof<T: InstructionData>(
    data: &[u8],
) -> Result<(&T, &[[u8; 32]]), ProgramError> {
    let (fixed, rest) = data
        .split_at_checked(T::SIZE)
        .ok_or(PyronetError::InvalidInstruction)?;
    let (count, hashes) = rest.split_first().ok_or(PyronetError::InvalidInstruction)?;
    let (siblings, excess) = hashes.as_chunks::<32>();
    if !excess.is_empty() || siblings.len() != usize::from(*count) {
        return Err(PyronetError::InvalidInstruction.into());
    }
    Ok((arguments(fixed)?, siblings))
}

/// The instruction takes none.
#[inline(always)]
pub fn no_arguments(data: &[u8]) -> ProgramResult {
    if data.is_empty() {
        Ok(())
    } else {
        Err(PyronetError::InvalidInstruction.into())
    }
}
