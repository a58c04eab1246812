//! One atom against its list, eight pairs at a time. The arithmetic is the specification's own; written over arrays, so
//! that the compiler turns it into whatever vectors the enclosing function may use.

use super::force_field::PairSums;
use pyronet_compute_spec::dynamics::{
    fixed::CONTRIBUTION_FRACTION_BITS,
    job::Scheme,
    output::radial_bin,
    pair::{CLOSEST_SQUARED, Interaction, length_squared},
};

/// Pairs computed at once; lists are padded to a multiple.
pub const LANES: usize = 8;

/// 1.5 · 2^52: a sum with it is rounded to an integer, to nearest even, and holds it in its lower bits.
const INTEGERS: f64 = 6_755_399_441_055_744.0;
const QUANTA: f32 = (1 << CONTRIBUTION_FRACTION_BITS) as f32;

/// Force on the atom of `slot`, and how many of the listed are too close to it; the list is padded with `slot` itself,
/// which counts as too close and contributes nothing.
#[inline(always)]
pub fn force<const SHIFTED: bool>(
    interaction: &Interaction<f32>,
    positions: &[[u32; 4]],
    slot: usize,
    list: &[u32],
) -> ([i64; 3], u32) {
    let interaction = specialised::<SHIFTED>(interaction);
    let own = positions[slot];
    let mut sums = [[0_i64; LANES]; 3];
    let mut close = [0_u32; LANES];
    let (groups, _) = list.as_chunks::<LANES>();
    for group in groups {
        let mut others = [[0_u32; LANES]; 3];
        for lane in 0..LANES {
            let [x, y, z, _] = positions[group[lane] as usize];
            others[0][lane] = x;
            others[1][lane] = y;
            others[2][lane] = z;
        }
        let mut components = [[0_f32; LANES]; 3];
        for lane in 0..LANES {
            let other = [others[0][lane], others[1][lane], others[2][lane]];
            let separation = interaction.separation([own[0], own[1], own[2]], other);
            let squared = length_squared(separation);
            let far_enough = squared >= CLOSEST_SQUARED;
            close[lane] += u32::from(!far_enough);
            let (force_over_distance, _, _) = interaction.radial(squared);
            let interacts = far_enough & (squared < interaction.cutoff_squared);
            for axis in 0..3 {
                let component = force_over_distance * separation[axis];
                components[axis][lane] = if interacts { component * QUANTA } else { 0.0 };
            }
        }
        for axis in 0..3 {
            for lane in 0..LANES {
                let rounded = f64::from(components[axis][lane]) + INTEGERS;
                sums[axis][lane] = sums[axis][lane].wrapping_add(rounded.to_bits() as i64);
            }
        }
    }
    // Every rounding above has left the bits of the magic number behind, once per lane and group.
    let left_behind = (INTEGERS.to_bits() as i64).wrapping_mul((groups.len() * LANES) as i64);
    let total = |lanes: [i64; LANES]| lanes.into_iter().fold(0_i64, i64::wrapping_add).wrapping_sub(left_behind);
    (sums.map(total), close.into_iter().sum())
}

/// Adds what the atom of `slot` contributes to the sums, each pair as often as it is listed: twice in full lists.
pub fn measure(
    interaction: &Interaction<f32>,
    positions: &[[u32; 4]],
    slot: usize,
    list: &[u32],
    doubled: &mut PairSums,
) {
    let [x, y, z, _] = positions[slot];
    for other in list.iter().filter(|other| **other as usize != slot) {
        let [other_x, other_y, other_z, _] = positions[*other as usize];
        let other = [other_x, other_y, other_z];
        // Too close is an abort, which the forces have found before.
        let Ok(Some(contribution)) = interaction.contribution([x, y, z], other) else { continue };
        doubled.potential = doubled.potential.wrapping_add(contribution.energy);
        doubled.virial = doubled.virial.wrapping_add(contribution.virial);
        doubled.pairs += 1;
        if !doubled.radial.is_empty() {
            let squared = length_squared(interaction.separation([x, y, z], other));
            let bin = radial_bin(interaction, squared, doubled.radial.len() as u32);
            doubled.radial[bin as usize] += 1;
        }
    }
}

/// The same interaction with its scheme known to the compiler.
#[inline(always)]
fn specialised<const SHIFTED: bool>(interaction: &Interaction<f32>) -> Interaction<f32> {
    let scheme = if SHIFTED { Scheme::ForceShifted } else { Scheme::Truncated };
    Interaction { scheme, ..*interaction }
}
