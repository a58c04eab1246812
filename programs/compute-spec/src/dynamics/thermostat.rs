//! The Langevin thermostat with uniform noise.
//!
//! v' = c·v + √(T·(1 − c²))·ξ with c = (1 − γΔt/2) / (1 + γΔt/2) and ξ uniform of mean 0 and variance 1. Uniform noise of
//! the right variance samples as Gaussian noise does (Dünweg and Paul, Int. J. Mod. Phys. C 2, 817, 1991), and takes no
//! logarithm and no cosine.

use super::{
    fixed::{VELOCITY_FRACTION_BITS, power_of_two},
    job::SimulationJob,
    motion::within_limit,
    pair::Abort,
};
use crate::{philox::philox4x32, real::Real};

/// Fourth word of the counter: Philox numbers of the thermostat ("LANG").
const PURPOSE: u32 = 0x4c41_4e47;

/// What the thermostat does in one step.
#[derive(Clone, Copy, Debug)]
pub struct Friction<R> {
    /// c: what is kept of a velocity.
    pub kept: R,
    /// Largest noise, in reduced units of velocity: √(3·T·(1 − c²)).
    pub largest_noise: R,
}

impl<R: Real> Friction<R> {
    /// The thermostat of a job, or nothing at constant energy.
    pub fn new(job: &SimulationJob) -> Option<Self> {
        let thermostat = job.thermostat?;
        let one = R::constant(1.0);
        let half = R::from_bits(thermostat.friction_bits) * R::from_bits(job.time_step_bits) * R::constant(0.5);
        let kept = (one - half) / (one + half);
        let variance = R::from_bits(thermostat.temperature_bits) * (one - kept * kept);
        Some(Self { kept, largest_noise: (R::constant(3.0) * variance).sqrt() })
    }

    /// Velocity after friction and noise; `word` is the component's own random word.
    #[inline(always)]
    pub fn apply(&self, velocity: i64, word: u32) -> Result<i64, Abort> {
        // Odd multiples of 2^-24 in (−1, 1): symmetric, and exact.
        let centred = ((word >> 8) as i32) * 2 - 0xff_ffff;
        let noise = R::from_i32(centred) * power_of_two::<R>(-24) * self.largest_noise;
        let kept = R::from_i64(velocity) * power_of_two::<R>(-32) * self.kept;
        within_limit((kept + noise).to_fixed(VELOCITY_FRACTION_BITS).ok_or(Abort::TooFast)?)
    }
}

/// The random words of an atom in a step; x, y and z use the first three.
#[inline(always)]
pub fn noise_words(seed: u64, atom: u32, step: u64) -> [u32; 4] {
    philox4x32([atom, step as u32, (step >> 32) as u32, PURPOSE], seed)
}
