//! The reference back end: the specification's own word on every pair.

use super::force_field::{ForceField, PairSums};
use pyronet_compute_spec::{
    dynamics::{
        job::SimulationJob,
        output::radial_bin,
        pair::{Abort, Interaction, length_squared},
    },
    real::Real,
};

/// All pairs, one after another, with arithmetic `R`.
pub struct AllPairs<R> {
    interaction: Interaction<R>,
}

impl<R: Real> AllPairs<R> {
    /// The back end of a job.
    pub fn new(job: &SimulationJob) -> Self {
        Self { interaction: Interaction::new(job) }
    }
}

impl<R: Real + Send> ForceField for AllPairs<R> {
    fn evaluate(
        &mut self,
        positions: &[[u32; 3]],
        forces: &mut [[i64; 3]],
        mut sums: Option<&mut PairSums>,
    ) -> Result<(), Abort> {
        forces.fill([0; 3]);
        for (second, position) in positions.iter().enumerate() {
            for first in 0..second {
                let Some(contribution) = self.interaction.contribution(positions[first], *position)? else { continue };
                for (axis, force) in contribution.force.into_iter().enumerate() {
                    forces[first][axis] = forces[first][axis].wrapping_add(force);
                    forces[second][axis] = forces[second][axis].wrapping_sub(force);
                }
                let Some(sums) = sums.as_deref_mut() else { continue };
                sums.potential = sums.potential.wrapping_add(contribution.energy);
                sums.virial = sums.virial.wrapping_add(contribution.virial);
                sums.pairs += 1;
                if !sums.radial.is_empty() {
                    let squared = length_squared(self.interaction.separation(positions[first], *position));
                    let bins = sums.radial.len() as u32;
                    sums.radial[radial_bin(&self.interaction, squared, bins) as usize] += 1;
                }
            }
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "all pairs"
    }
}
