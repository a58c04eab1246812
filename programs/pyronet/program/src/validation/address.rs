use pinocchio::ProgramResult;
use pyronet_interface::{error::PyronetError, ID};
use pyronet_rules::merkle::Sha256;

use crate::chain::ChainSha256;

const MARKER: &[u8] = b"ProgramDerivedAddress";
const EDWARDS: u64 = 0;

/// The bump is the canonical one: every higher one leads to a point of the curve. That an address
/// follows from its seeds and bump is checked by the runtime when the address signs.
pub fn require_canonical(seeds: &[&[u8]], bump: u8) -> ProgramResult {
    if bump == u8::MAX {
        return Ok(());
    }
    let mut parts: [&[u8]; SEEDS_MAX + 3] = [&[]; SEEDS_MAX + 3];
    let mut count = 0_usize;
    let tail: [&[u8]; 3] = [&[], ID.as_array().as_slice(), MARKER];
    for (slot, part) in parts.iter_mut().zip(seeds.iter().copied().chain(tail)) {
        *slot = part;
        count = count.saturating_add(1);
    }
    let parts = parts.get_mut(..count).ok_or(PyronetError::WrongAddress)?;
    for higher in bump.saturating_add(1)..=u8::MAX {
        let byte = BYTES.get(usize::from(higher)..=usize::from(higher));
        let slot = parts
            .get_mut(seeds.len())
            .ok_or(PyronetError::WrongAddress)?;
        *slot = byte.ok_or(PyronetError::WrongAddress)?;
        if !on_curve(&ChainSha256::digest(parts)) {
            return Err(PyronetError::WrongAddress.into());
        }
    }
    Ok(())
}

/// Every byte, to point at.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time")]
static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut index = 0;
    while index < bytes.len() {
        bytes[index] = index as u8;
        index += 1;
    }
    bytes
};

/// Seeds of any address of the program, without the bump.
pub const SEEDS_MAX: usize = 3;

fn on_curve(address: &[u8; 32]) -> bool {
    // SAFETY: the syscall reads 32 bytes at the address and writes nothing for a null result.
    unsafe {
        pinocchio::syscalls::sol_curve_validate_point(
            EDWARDS,
            address.as_ptr(),
            core::ptr::null_mut(),
        ) == 0
    }
}
