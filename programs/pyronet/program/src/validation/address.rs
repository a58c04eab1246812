use pinocchio::ProgramResult;
use pyronet_interface::{error::PyronetError, ID};
use pyronet_rules::merkle::Sha256;

use crate::chain::ChainSha256;

const MARKER: &[u8] = b"ProgramDerivedAddress";
const EDWARDS: u64 = 0;

/// The bump is the canonical one: every higher one leads to a point of the curve. That an address
/// follows from its seeds and bump is checked by the runtime when the address signs.
pub fn require_canonical(seeds: &[&[u8]], bump: u8) -> ProgramResult {
    let mut higher = u8::MAX;
    while higher != bump {
        if !on_curve(&derive(seeds, higher)) {
            return Err(PyronetError::WrongAddress.into());
        }
        higher = higher.checked_sub(1).ok_or(PyronetError::WrongAddress)?;
    }
    Ok(())
}

fn derive(seeds: &[&[u8]], bump: u8) -> [u8; 32] {
    let bump = [bump];
    let mut parts: [&[u8]; 6] = [&[]; 6];
    let tail = [bump.as_slice(), ID.as_array().as_slice(), MARKER];
    for (slot, part) in parts.iter_mut().zip(seeds.iter().copied().chain(tail)) {
        *slot = part;
    }
    ChainSha256::digest(&parts)
}

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
