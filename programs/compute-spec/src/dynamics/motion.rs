//! How an atom moves: one component at a time.

use super::{
    fixed::{CONTRIBUTION_FRACTION_BITS, VELOCITY_FRACTION_BITS, power_of_two},
    job::SimulationJob,
    pair::Abort,
};
use crate::real::Real;

/// Speed along one axis that no atom reaches, in quanta of 2^-32: 2^15 reduced units.
pub const VELOCITY_LIMIT: i64 = 1 << 47;

/// What turns forces into velocities and velocities into positions.
#[derive(Clone, Copy, Debug)]
pub struct Stepping<R> {
    /// Velocity in reduced units gained in half a time step per quantum of force.
    pub half_kick: R,
    /// Position quanta travelled per velocity quantum along x, y and z, in one drift.
    pub drift: [R; 3],
}

impl<R: Real> Stepping<R> {
    /// The factors of a job; with a thermostat a step has two drifts of half a time step each.
    pub fn new(job: &SimulationJob) -> Self {
        let half = R::from_bits(job.time_step_bits) * R::constant(0.5);
        let drift_time = if job.thermostat.is_some() { half } else { R::from_bits(job.time_step_bits) };
        Self {
            // Powers of two change no digit.
            half_kick: half * power_of_two::<R>(-24),
            // Position quanta are 2^-32 of the box and velocity quanta 2^-32: the powers cancel.
            drift: job.box_edge_bits.map(|edge| drift_time / R::from_bits(edge)),
        }
    }
}

/// Velocity after half a time step under a force, both as integers of their quanta.
///
/// Odd in the force and independent of the velocity, so a simulation run backwards retraces itself to the bit
/// (Levesque and Verlet, J. Stat. Phys. 72, 519, 1993).
#[inline(always)]
pub fn kick<R: Real>(velocity: i64, force: i64, half_kick: R) -> Result<i64, Abort> {
    let gained = (R::from_i64(force) * half_kick).to_fixed(VELOCITY_FRACTION_BITS).ok_or(Abort::TooFast)?;
    within_limit(velocity + gained)
}

/// Position after a drift; `factor` is the axis' [`Stepping::drift`]. Leaving the box re-enters it on the other side.
#[inline(always)]
pub fn drift<R: Real>(position: u32, velocity: i64, factor: R) -> Result<u32, Abort> {
    let travelled = (R::from_i64(velocity) * factor).to_fixed(0).ok_or(Abort::TooFast)?;
    // Beyond half a box in one step an atom could not be told from its image.
    let travelled = i32::try_from(travelled).map_err(|_| Abort::TooFast)?;
    Ok(position.wrapping_add_signed(travelled))
}

/// Refuses speeds at or beyond [`VELOCITY_LIMIT`].
#[inline(always)]
pub fn within_limit(velocity: i64) -> Result<i64, Abort> {
    if -VELOCITY_LIMIT < velocity && velocity < VELOCITY_LIMIT { Ok(velocity) } else { Err(Abort::TooFast) }
}

/// Twice the kinetic energy of one component of one atom, in quanta of 2^-24.
#[inline(always)]
pub fn velocity_squared<R: Real>(velocity: i64) -> Result<i64, Abort> {
    let velocity = R::from_i64(velocity) * power_of_two::<R>(-32);
    (velocity * velocity).to_fixed(CONTRIBUTION_FRACTION_BITS).ok_or(Abort::TooFast)
}
