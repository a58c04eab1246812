//! What two atoms do to each other.

use super::{
    fixed::{CONTRIBUTION_FRACTION_BITS, power_of_two},
    job::{Scheme, SimulationJob},
};
use crate::real::Real;

/// Squared distance, in σ², below which a pair ends the simulation: atoms half a diameter apart or closer.
///
/// It bounds every contribution (|force| ≤ 48 · 2^13, energy ≤ 4 · 2^12), so no integer sum of a step can overflow.
pub const CLOSEST_SQUARED: f32 = 0.25;

/// Two atoms came closer than half a diameter, coincided, or a velocity left its range: the simulation's provable abort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abort {
    /// Two atoms are closer than half a diameter.
    PairTooClose,
    /// An atom's velocity, or what it would travel in a step, is beyond what the state can hold.
    TooFast,
}

impl Abort {
    /// Stable kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PairTooClose => "pair-too-close",
            Self::TooFast => "too-fast",
        }
    }
}

/// Everything about the interaction that does not depend on the pair.
#[derive(Clone, Copy, Debug)]
pub struct Interaction<R> {
    /// Length of one position quantum along x, y and z, in σ: the box edge times 2^-32, exact.
    pub quantum: [R; 3],
    /// Cutoff squared, in σ²; pairs at the cutoff or beyond do not interact.
    pub cutoff_squared: R,
    /// Energy at the cutoff, in ε; zero unless the force is shifted.
    pub energy_at_cutoff: R,
    /// Force at the cutoff, in ε/σ (negative: attraction); zero unless shifted.
    pub force_at_cutoff: R,
    /// Cutoff, in σ.
    pub cutoff: R,
    /// How the interaction ends at the cutoff.
    pub scheme: Scheme,
}

/// A pair within the cutoff, in F32: what becomes integers.
#[derive(Clone, Copy, Debug)]
pub struct PairTerms<R> {
    /// Force on the first atom along x, y and z, in ε/σ.
    pub force: [R; 3],
    /// Energy, in ε.
    pub energy: R,
    /// −r · dV/dr, in ε.
    pub virial: R,
}

/// A pair's integer contributions, in quanta of 2^-24.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    /// To the force on the first atom; the second receives the negative.
    pub force: [i64; 3],
    /// To the potential energy.
    pub energy: i64,
    /// To the virial.
    pub virial: i64,
}

impl<R: Real> Interaction<R> {
    /// The interaction of a job.
    pub fn new(job: &SimulationJob) -> Self {
        let cutoff = R::from_bits(job.cutoff_bits);
        let quantum = job.box_edge_bits.map(|bits| R::from_bits(bits) * power_of_two::<R>(-32));
        let cutoff_squared = cutoff * cutoff;
        let mut interaction = Self {
            quantum,
            cutoff_squared,
            energy_at_cutoff: R::constant(0.0),
            force_at_cutoff: R::constant(0.0),
            cutoff,
            scheme: job.scheme,
        };
        if job.scheme == Scheme::ForceShifted {
            let (force_over_distance, energy) = lennard_jones(cutoff_squared);
            interaction.energy_at_cutoff = energy;
            interaction.force_at_cutoff = force_over_distance * cutoff;
        }
        interaction
    }

    /// The vector from the second atom to the first by minimum image, in σ.
    ///
    /// Positions count quanta of 2^-32 of the box, so that the wrapping difference *is* the minimum image.
    #[inline(always)]
    pub fn separation(&self, first: [u32; 3], second: [u32; 3]) -> [R; 3] {
        core::array::from_fn(|axis| R::from_i32(first[axis].wrapping_sub(second[axis]) as i32) * self.quantum[axis])
    }

    /// Force divided by distance, energy and virial at a squared distance within the cutoff.
    #[inline(always)]
    pub fn radial(&self, squared: R) -> (R, R, R) {
        let (mut force_over_distance, mut energy) = lennard_jones(squared);
        if self.scheme == Scheme::ForceShifted {
            // V(r) − V(rc) − (r − rc)·V'(rc), where the force at the cutoff is −V'(rc).
            let distance = squared.sqrt();
            force_over_distance = force_over_distance - self.force_at_cutoff / distance;
            energy = energy - self.energy_at_cutoff + (distance - self.cutoff) * self.force_at_cutoff;
        }
        (force_over_distance, energy, force_over_distance * squared)
    }

    /// What the pair contributes: nothing from the cutoff on, an abort when too close.
    pub fn contribution(&self, first: [u32; 3], second: [u32; 3]) -> Result<Option<Contribution>, Abort> {
        let separation = self.separation(first, second);
        let squared = length_squared(separation);
        if !(squared >= R::constant(CLOSEST_SQUARED)) {
            return Err(Abort::PairTooClose);
        }
        if !(squared < self.cutoff_squared) {
            return Ok(None);
        }
        let (force_over_distance, energy, virial) = self.radial(squared);
        let fixed = |value: R| value.to_fixed(CONTRIBUTION_FRACTION_BITS).ok_or(Abort::PairTooClose);
        let [x, y, z] = separation.map(|component| fixed(force_over_distance * component));
        Ok(Some(Contribution { force: [x?, y?, z?], energy: fixed(energy)?, virial: fixed(virial)? }))
    }
}

/// x² + y² + z², each product and sum rounded, in this order.
#[inline(always)]
pub fn length_squared<R: Real>([x, y, z]: [R; 3]) -> R {
    (x * x + y * y) + z * z
}

/// Force divided by distance and energy of the unshifted 12-6 potential at a squared distance.
#[inline(always)]
fn lennard_jones<R: Real>(squared: R) -> (R, R) {
    let inverse_squared = R::constant(1.0) / squared;
    let inverse_sixth = inverse_squared * inverse_squared * inverse_squared;
    let force = R::constant(48.0) * inverse_sixth * (inverse_sixth - R::constant(0.5)) * inverse_squared;
    let energy = R::constant(4.0) * inverse_sixth * (inverse_sixth - R::constant(1.0));
    (force, energy)
}
