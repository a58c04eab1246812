//! Canonical bytes of a simulation between two steps, `PYROATM1`.
//!
//! ```text
//!  0  magic "PYROATM1"
//!  8  u32 atoms
//! 12  u32 0
//! 16  u64 step                   steps done so far
//! 24  u32 × 3 per atom           position: x, y, z in quanta of 2^-32 of the box
//! 24 + 12·atoms  i64 × 3 per atom  velocity: x, y, z in quanta of 2^-32, magnitude below 2^47 quanta
//! ```
//!
//! These bytes are the initial state, every checkpoint and the final state. Forces are not part of them: they follow from
//! the positions.

use super::motion::within_limit;
use crate::{
    little_endian::{u32_at, u32x3_at, u64_at},
    refusal::Refusal,
};

/// First eight bytes of a state.
pub const STATE_MAGIC: [u8; 8] = *b"PYROATM1";
/// Length of everything before the first position.
pub const STATE_HEADER_BYTES: usize = 24;
/// Length of an atom's position.
pub const POSITION_BYTES: usize = 12;
/// Length of an atom's velocity.
pub const VELOCITY_BYTES: usize = 24;

/// Length of a state.
pub fn state_bytes(atoms: u32) -> u64 {
    STATE_HEADER_BYTES as u64 + u64::from(atoms) * (POSITION_BYTES + VELOCITY_BYTES) as u64
}

/// Checked state bytes.
#[derive(Clone, Copy, Debug)]
pub struct StateView<'a> {
    bytes: &'a [u8],
    atoms: u32,
    step: u64,
}

impl<'a> StateView<'a> {
    /// Checks the bytes of a state of `atoms` atoms.
    pub fn parse(bytes: &'a [u8], atoms: u32) -> Result<Self, Refusal> {
        if bytes.len() < STATE_HEADER_BYTES || bytes[..8] != STATE_MAGIC {
            return Err(Refusal::new("state-magic", "These bytes are not a PYROATM1 state.", 0));
        }
        if u32_at(bytes, 8) != atoms {
            return Err(Refusal::new("state-atoms", "The state has another number of atoms than the job.", 8));
        }
        if u32_at(bytes, 12) != 0 {
            return Err(Refusal::new("state-reserved", "Bytes 12 to 15 of the state are not zero.", 12));
        }
        if bytes.len() as u64 != state_bytes(atoms) {
            let sentence = "The state is not as long as its atoms need.";
            return Err(Refusal::new("state-length", sentence, bytes.len()));
        }
        let view = Self { bytes, atoms, step: u64_at(bytes, 16) };
        let velocities = view.velocities_offset();
        for offset in (velocities..bytes.len()).step_by(8) {
            if within_limit(u64_at(bytes, offset) as i64).is_err() {
                return Err(Refusal::new("state-velocity", "A velocity is 2^15 or faster.", offset));
            }
        }
        Ok(view)
    }

    fn velocities_offset(&self) -> usize {
        STATE_HEADER_BYTES + self.atoms as usize * POSITION_BYTES
    }

    /// Number of atoms.
    pub fn atoms(&self) -> u32 {
        self.atoms
    }

    /// Steps done so far.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Position of an atom, in quanta of 2^-32 of the box. Panics beyond the last atom.
    pub fn position(&self, atom: u32) -> [u32; 3] {
        u32x3_at(self.bytes, STATE_HEADER_BYTES + atom as usize * POSITION_BYTES)
    }

    /// Velocity of an atom, in quanta of 2^-32. Panics beyond the last atom.
    pub fn velocity(&self, atom: u32) -> [i64; 3] {
        let offset = self.velocities_offset() + atom as usize * VELOCITY_BYTES;
        [0, 8, 16].map(|axis| u64_at(self.bytes, offset + axis) as i64)
    }
}

/// Canonical bytes of a state. Positions and velocities are as many as there are atoms.
#[cfg(feature = "alloc")]
pub fn encode_state(step: u64, positions: &[[u32; 3]], velocities: &[[i64; 3]]) -> alloc::vec::Vec<u8> {
    debug_assert_eq!(positions.len(), velocities.len());
    let atoms = positions.len() as u32;
    let mut bytes = alloc::vec::Vec::with_capacity(state_bytes(atoms) as usize);
    bytes.extend_from_slice(&STATE_MAGIC);
    bytes.extend_from_slice(&atoms.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&step.to_le_bytes());
    for component in positions.as_flattened() {
        bytes.extend_from_slice(&component.to_le_bytes());
    }
    for component in velocities.as_flattened() {
        bytes.extend_from_slice(&component.to_le_bytes());
    }
    bytes
}
