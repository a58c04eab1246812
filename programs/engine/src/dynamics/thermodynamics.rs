//! From the integers of a row to temperature, energy and pressure, for people. Not part of what is proved.

use pyronet_compute_spec::dynamics::{job::SimulationJob, output::Row};

/// What a row means, in reduced units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thermodynamics {
    /// Steps done.
    pub step: u64,
    /// Temperature.
    pub temperature: f64,
    /// Potential energy per atom.
    pub potential_per_atom: f64,
    /// Potential and kinetic energy per atom.
    pub total_per_atom: f64,
    /// Pressure, without any correction for what lies beyond the cutoff.
    pub pressure: f64,
}

/// Value of one quantum of energy.
pub const ENERGY_QUANTUM: f64 = 1.0 / 16_777_216.0;

impl Thermodynamics {
    /// The state that `row` describes.
    pub fn new(job: &SimulationJob, row: &Row) -> Self {
        let atoms = f64::from(job.atoms);
        let [x, y, z] = job.box_edge_bits.map(|bits| f64::from(f32::from_bits(bits)));
        let squares = row.squared_velocities as f64 * ENERGY_QUANTUM;
        let (potential, virial) = (row.potential as f64 * ENERGY_QUANTUM, row.virial as f64 * ENERGY_QUANTUM);
        // At constant energy the momentum is kept, and with it three degrees of freedom.
        let freedom = if job.thermostat.is_some() { 3.0 * atoms } else { 3.0 * atoms - 3.0 };
        Self {
            step: row.step,
            temperature: squares / freedom,
            potential_per_atom: potential / atoms,
            total_per_atom: (potential + squares / 2.0) / atoms,
            pressure: (squares + virial) / (3.0 * x * y * z),
        }
    }
}
