//! How a force is opened: the row of an atom, and what refutes it.
//!
//! The force on an atom is an integer sum over all other atoms. Its *row* lists the atoms within the cutoff by ascending
//! index, each with the running sum after it. Whoever claims a wrong force has to write a wrong row, and one of four
//! small witnesses refutes it: an entry and its predecessor ([`entry_holds`]: order, cutoff, contribution and sum), the
//! last entry against the claimed force, or one atom that is missing ([`is_missing`]). Nobody needs the other pairs, and
//! no neighbour list is part of the meaning.

use super::pair::{Abort, Interaction};
use crate::real::Real;

/// One entry of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForceEntry {
    /// The other atom.
    pub atom: u32,
    /// Sum of the contributions up to and including this one, in quanta of 2^-24.
    pub sum: [i64; 3],
}

/// True when `entry` may follow `previous` (nothing: it is the first) in the row of atom `index`.
///
/// `first` and `second` are the positions of `index` and of the entry's atom.
pub fn entry_holds<R: Real>(
    interaction: &Interaction<R>,
    index: u32,
    previous: Option<&ForceEntry>,
    entry: &ForceEntry,
    first: [u32; 3],
    second: [u32; 3],
) -> Result<bool, Abort> {
    if entry.atom == index || previous.is_some_and(|previous| previous.atom >= entry.atom) {
        return Ok(false);
    }
    let Some(contribution) = interaction.contribution(first, second)? else { return Ok(false) };
    let before = previous.map_or([0; 3], |previous| previous.sum);
    Ok((0..3).all(|axis| before[axis].wrapping_add(contribution.force[axis]) == entry.sum[axis]))
}

/// True when `atom` belongs between `previous` and `next` (nothing: the row's ends) of the row of atom `index`, that is,
/// when its absence refutes the row.
pub fn is_missing<R: Real>(
    interaction: &Interaction<R>,
    index: u32,
    (previous, next): (Option<&ForceEntry>, Option<&ForceEntry>),
    atom: u32,
    first: [u32; 3],
    second: [u32; 3],
) -> Result<bool, Abort> {
    let between = previous.is_none_or(|previous| previous.atom < atom) && next.is_none_or(|next| atom < next.atom);
    if atom == index || !between {
        return Ok(false);
    }
    Ok(interaction.contribution(first, second)?.is_some())
}

/// The row of atom `index` among all atoms.
#[cfg(feature = "alloc")]
pub fn force_row<R: Real>(
    interaction: &Interaction<R>,
    index: u32,
    positions: &[[u32; 3]],
) -> Result<alloc::vec::Vec<ForceEntry>, Abort> {
    let mut row: alloc::vec::Vec<ForceEntry> = alloc::vec::Vec::new();
    for (atom, position) in positions.iter().enumerate().filter(|(atom, _)| *atom != index as usize) {
        if let Some(contribution) = interaction.contribution(positions[index as usize], *position)? {
            let before = row.last().map_or([0; 3], |entry| entry.sum);
            let sum = core::array::from_fn(|axis| before[axis] + contribution.force[axis]);
            row.push(ForceEntry { atom: atom as u32, sum });
        }
    }
    Ok(row)
}
