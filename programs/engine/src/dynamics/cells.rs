//! Atoms sorted into cells, so that those near an atom lie in a few runs of memory. An accelerator: no part of the meaning.

use super::pair_kernel::{LANES, PairKernel};
use pyronet_compute_spec::dynamics::pair::Interaction;

/// Cells on either side that can hold an atom within reach: a cell's edge is at least half the reach.
const NEIGHBOURING: u32 = 2;

/// Atoms in the order of their cells. A *slot* is a place in this order.
pub struct Cells {
    /// Cells along x, y and z.
    counts: [u32; 3],
    /// First slot of each cell, and the number of atoms at the end.
    starts: Vec<u32>,
    /// Atom of each slot.
    pub atoms: Vec<u32>,
    /// Position of each slot, by axis; padded by [`LANES`].
    axes: [Vec<u32>; 3],
    /// Squared reach, in σ².
    reach_squared: f32,
}

impl Cells {
    /// Sorts atoms for pairs up to `reach` (in σ) apart.
    pub fn sort(interaction: &Interaction<f32>, reach: f32, positions: &[[u32; 3]]) -> Self {
        let counts = cell_counts(interaction, reach, positions.len());
        let cell_of = |position: &[u32; 3]| {
            let [x, y, z] = [0, 1, 2].map(|axis| cell_along(position[axis], counts[axis]));
            ((z * counts[1] + y) * counts[0] + x) as usize
        };
        let mut starts = vec![0_u32; (counts[0] * counts[1] * counts[2]) as usize + 1];
        for position in positions {
            starts[cell_of(position) + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut atoms = vec![0; positions.len()];
        let mut axes = [(); 3].map(|()| vec![0; positions.len() + LANES]);
        for (atom, position) in positions.iter().enumerate() {
            let slot = &mut next[cell_of(position)];
            atoms[*slot as usize] = atom as u32;
            for axis in 0..3 {
                axes[axis][*slot as usize] = position[axis];
            }
            *slot += 1;
        }
        Self { counts, starts, atoms, axes, reach_squared: reach * reach }
    }

    /// Appends the slots within reach of `slot`, itself left out. `scratch` is any buffer, to be used again.
    #[inline(always)]
    pub fn neighbours<K: PairKernel>(
        &self,
        kernel: K,
        interaction: &Interaction<f32>,
        slot: usize,
        scratch: &mut Vec<u32>,
        found: &mut Vec<u32>,
    ) {
        let position = [0, 1, 2].map(|axis| self.axes[axis][slot]);
        let [xs, ys, zs] =
            [0, 1, 2].map(|axis| nearby(cell_along(position[axis], self.counts[axis]), self.counts[axis]));
        let mut count = 0;
        for z in zs.iter().flat_map(|&(first, last)| first..last) {
            for y in ys.iter().flat_map(|&(first, last)| first..last) {
                let row = ((z * self.counts[1] + y) * self.counts[0]) as usize;
                for &(first, last) in &xs {
                    let run = self.starts[row + first as usize] as usize..self.starts[row + last as usize] as usize;
                    if scratch.len() < count + run.len() + LANES {
                        scratch.resize(count + run.len() + LANES, 0);
                    }
                    let near = &mut scratch[count..];
                    count += kernel.near(interaction, self.reach_squared, position, &self.axes, run, near);
                }
            }
        }
        found.extend(scratch[..count].iter().filter(|other| **other as usize != slot));
    }
}

/// Cells along each axis: edges of at least half the reach, and not many more cells than atoms.
fn cell_counts(interaction: &Interaction<f32>, reach: f32, atoms: usize) -> [u32; 3] {
    const QUANTA: f32 = 4_294_967_296.0;
    // A little under what fits, so that no rounding makes a cell too small.
    let mut counts = interaction.quantum.map(|quantum| ((quantum * QUANTA * 1.999 / reach) as u32).max(1));
    while counts.iter().map(|count| u64::from(*count)).product::<u64>() > 2 * atoms as u64 + 64 {
        let largest = (0..3).max_by_key(|axis| counts[*axis]).unwrap_or(0);
        counts[largest] = counts[largest].div_ceil(2);
    }
    counts
}

#[inline(always)]
fn cell_along(position: u32, count: u32) -> u32 {
    ((u64::from(position) * u64::from(count)) >> 32) as u32
}

/// Cells within two of `cell` around the ring, as up to two half-open runs, each cell once.
#[inline(always)]
fn nearby(cell: u32, count: u32) -> [(u32, u32); 2] {
    if count <= 2 * NEIGHBOURING + 1 {
        return [(0, count), (0, 0)];
    }
    let (first, last) = (cell as i32 - NEIGHBOURING as i32, cell + NEIGHBOURING + 1);
    if first < 0 {
        [((first + count as i32) as u32, count), (0, last)]
    } else if last > count {
        [(first as u32, count), (0, last - count)]
    } else {
        [(first as u32, last), (0, 0)]
    }
}
