//! One atom against its list, eight pairs at a time: the interface, and the form for any processor. Its arithmetic is the
//! specification's own, written over arrays, so that the compiler may turn it into the target's vectors.

use super::force_field::PairSums;
use core::ops::Range;
use pyronet_compute_spec::dynamics::{
    fixed::CONTRIBUTION_FRACTION_BITS,
    job::Scheme,
    output::radial_bin,
    pair::{CLOSEST_SQUARED, Interaction, length_squared},
};

/// Pairs computed at once; lists are padded to a multiple.
pub const LANES: usize = 8;

/// 1.5 · 2^52: a sum with it is rounded to an integer, to nearest even, and holds it in its lower bits.
pub const INTEGERS: f64 = 6_755_399_441_055_744.0;
/// Quanta of a force per ε/σ.
pub const QUANTA: f32 = (1 << CONTRIBUTION_FRACTION_BITS) as f32;

/// What a back end has to do fast. Values are proof that this processor has the instructions.
pub trait PairKernel: Copy + Send + Sync + 'static {
    /// What the back end is called.
    const NAME: &'static str;

    /// Force on the atom of `slot`, and how many of the listed are too close to it; the list is padded with `slot` itself,
    /// which counts as too close and contributes nothing.
    fn force<const SHIFTED: bool>(
        self,
        interaction: &Interaction<f32>,
        positions: &[[u32; 4]],
        slot: usize,
        list: &[u32],
    ) -> ([i64; 3], u32);

    /// Writes the places in `run` whose squared distance to `position` is below `reach_squared`, and answers how many. The
    /// axes and `near` hold [`LANES`] more places than the run needs; the rest of `near` is overwritten with anything.
    fn near(
        self,
        interaction: &Interaction<f32>,
        reach_squared: f32,
        position: [u32; 3],
        axes: &[Vec<u32>; 3],
        run: Range<usize>,
        near: &mut [u32],
    ) -> usize;
}

/// Sum over lanes of integers that were rounded by adding [`INTEGERS`], `groups` times in each of [`LANES`] lanes.
#[inline(always)]
pub fn total(lanes: impl IntoIterator<Item = i64>, groups: usize) -> i64 {
    let left_behind = (INTEGERS.to_bits() as i64).wrapping_mul((groups * LANES) as i64);
    lanes.into_iter().fold(0_i64, i64::wrapping_add).wrapping_sub(left_behind)
}

/// What every processor of the build's target has: SSE2, simd128 or no vectors.
#[derive(Clone, Copy, Debug)]
pub struct Baseline;

impl PairKernel for Baseline {
    const NAME: &'static str = "lists, baseline vectors";

    #[inline(always)]
    fn force<const SHIFTED: bool>(
        self,
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
        (sums.map(|lanes| total(lanes, groups.len())), close.into_iter().sum())
    }

    #[inline(always)]
    fn near(
        self,
        interaction: &Interaction<f32>,
        reach_squared: f32,
        position: [u32; 3],
        axes: &[Vec<u32>; 3],
        run: Range<usize>,
        near: &mut [u32],
    ) -> usize {
        let mut count = 0;
        for first in run.clone().step_by(LANES) {
            let [xs, ys, zs] = [0, 1, 2].map(|axis| axes[axis][first..].first_chunk::<LANES>());
            let (Some(xs), Some(ys), Some(zs)) = (xs, ys, zs) else { break };
            let mut squared = [0_f32; LANES];
            for lane in 0..LANES {
                squared[lane] = length_squared(interaction.separation(position, [xs[lane], ys[lane], zs[lane]]));
            }
            for (lane, squared) in squared.into_iter().enumerate() {
                near[count] = (first + lane) as u32;
                count += usize::from((squared < reach_squared) & (first + lane < run.end));
            }
        }
        count
    }
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
